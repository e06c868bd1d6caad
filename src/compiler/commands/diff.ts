import { type Arguments, oneOf, UsageError } from "../arguments";
import { EXIT, type Io } from "../io";
import { pretty, tally } from "../report/pretty";
import { oneLine, printableLines } from "../text";
import type { Command } from "./command";
import { dayAsked, useColor } from "./findings";
import { type ReadSide, readSide } from "./sides";

const FORMATS = ["pretty", "json", "markdown", "github"] as const;

export const diffCommand: Command = {
  name: "diff",
  usage: "panorama-compile diff OLD NEW",
  summary: "what changed for security and for Terraform",
  details: [
    "Compares two specs, or outputs: OLD and NEW each are a spec or a folder of specs, an output folder, `-` for",
    "standard input, git:REV:PATH for any of those in a commit (PATH as Git has it: from the top of the repository, or",
    "with ./ from the current folder), or /dev/null for nothing, where an account is new or goes. Writes nothing.",
    "",
    "Security comes first: each trust policy, permission set, IoT policy, certificate, access point and bucket is the",
    "same, narrower, wider or incomparable, with a request that is answered otherwise than before. Then Terraform:",
    "what a plan will add, change, replace, remove, move, import, forget, or find in another stack.",
  ].join("\n"),
  options: ["fail-on-wider", "format", "quiet", "no-color", "today"],
  operands: "files", // or what is in a commit, which no shell can know
  formats: FORMATS,
  async run(args, io) {
    const format = oneOf("format", args.text("format"), FORMATS);
    const [old, now, ...more] = args.positionals;
    if (old === undefined || now === undefined || more.length > 0)
      throw new UsageError(`diff takes two: OLD and NEW, not ${args.positionals.length}`);
    if (old === "-" && now === "-") throw new UsageError("standard input can be only one of OLD and NEW");
    const today = dayAsked(args) ?? io.today();
    const differ = io.rooms.differ();
    // What was overdue of the old side is for nobody to mend any more.
    const skipped = (path: string, why: string) => {
      if (!args.flag("quiet")) say(io, `skipped  ${path}: ${why}`);
    };
    const before = await readSide(old, { io, differ, skipped, today: LONG_AGO });
    const after = await readSide(now, { io, differ, skipped, today });
    const sides = [before, after];
    const refused = sides.filter(({ findings }) => errorsOf(findings).length > 0);
    if (refused.length > 0) {
      for (const side of refused) showErrors(side, args, io);
      return EXIT.findings;
    }
    const [one, other] = alike(before, after);
    const diff = differ.diffOf(one, other);
    io.out(differ.formats[format](diff));
    const isWider = diff.relation === "wider" || diff.relation === "incomparable";
    if (!args.flag("fail-on-wider") || !isWider) return EXIT.done;
    say(io, `security is ${diff.relation} (--fail-on-wider)`);
    return EXIT.no;
  },
};

/** A day before any `until`. */
const LONG_AGO = "1970-01-01";

/** An output may hold other documents than the specs that it is compared with: they are not meant. */
function alike(before: ReadSide, after: ReadSide): readonly [ReadSide, ReadSide] {
  const limited = (side: ReadSide, by: ReadSide): ReadSide => {
    if (side.from !== "output" || by.from !== "specs") return side;
    const names = new Set(by.stacks.map(({ document }) => document));
    const accounts = new Set(by.stacks.map(({ account }) => account));
    const stacks = side.stacks.filter(
      ({ document, account }) => names.has(document) || accounts.has(account),
    );
    return { ...side, stacks };
  };
  return [limited(before, after), limited(after, before)];
}

const errorsOf = (findings: ReadSide["findings"]) => findings.filter(({ severity }) => severity === "error");

/** Only what keeps a side from being compared: the rest is for compile to say. */
function showErrors({ label, findings, texts }: ReadSide, args: Arguments, io: Io): void {
  // What is in a commit is not at that place of the work tree.
  const commit = /^git:/.test(label) ? `${label.slice(0, label.lastIndexOf(":"))}:` : "";
  const errors = errorsOf(findings).map((one) => ({ ...one, file: `${commit}${one.file}` }));
  const sources = new Map([...texts].map(([name, text]) => [`${commit}${name}`, text]));
  io.err(`${pretty(errors, { color: useColor(args, io), sources })}\n`);
  say(io, `${label} can't be compiled: ${tally(errors)}`);
}

const say = (io: Io, line: string): void => io.err(`${printableLines(oneLine(line))}\n`);
