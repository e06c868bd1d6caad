import { UsageError } from "../arguments";
import type { Manual } from "../explain/manual";
import { contents, findingPage } from "../explain/page";
import type { FindingKind } from "../finding";
import { EXIT } from "../io";
import { allKinds } from "../kinds";
import { nearest } from "../nearest";
import { quoted } from "../text";
import type { Command } from "./command";

export const explainCommand: Command = {
  name: "explain",
  usage: "panorama-compile explain [CODE]",
  summary: "what a finding means, and how to mend it",
  details: [
    "Prints what a finding of this code means, with an example that brings it and the same one mended. Without a",
    "code: all findings, those of discover too, and pages on what Terraform and AWS say of resources that are there",
    "already or not at all.",
  ].join("\n"),
  options: ["quiet", "no-color"],
  operands: (rooms) => namesOf(rooms.manual()),
  async run(args, io) {
    const [name, ...more] = args.positionals;
    if (more.length > 0) throw new UsageError("explain takes one code");
    const manual = io.rooms.manual();
    io.out(name === undefined ? contents(allKinds, manual) : pageOf(name, manual));
    return EXIT.done;
  },
};

function pageOf(name: string, manual: Manual): string {
  const topic = manual.topics.find((one) => one.name === name);
  if (topic !== undefined) return `${topic.name}\n\n${topic.summary}\n\n${topic.text}`;
  const kind = kindsOf(manual).find(({ code }) => code === name);
  if (kind !== undefined) return findingPage(kind, manual);
  const names = namesOf(manual);
  const near = nearest(name, names);
  const starting = names.filter((one) => name !== "" && one.startsWith(name));
  if (starting.length > 1)
    throw new UsageError(`there is no finding ${quoted(name)}; these start so: ${starting.join(", ")}`);
  const hint = near ? `did you mean "${near}"?` : "panorama-compile explain lists them all";
  throw new UsageError(`there is no finding ${quoted(name)}; ${hint}`);
}

const kindsOf = ({ accountKinds }: Manual): readonly FindingKind[] => [...allKinds, ...accountKinds];

/** All that has a page. */
const namesOf = (manual: Manual): string[] => [
  ...kindsOf(manual).map(({ code }) => code),
  ...manual.topics.map(({ name }) => name),
];
