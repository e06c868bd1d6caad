import { atValue, type FindingKind, finding } from "../finding";
import { inFileOrder } from "../model";
import type { Check } from "../rule";
import { quoted } from "../text";

const kind: FindingKind = {
  code: "access-point-name",
  severity: "error",
  summary: "An access point's name must start with panorama and must not end like an alias.",
};

/** All that the managed policies reach is accesspoint/panorama*. */
const START = "panorama";

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-restrictions-limitations-naming-rules.html */
const RESERVED_END = /-s3alias$|-ext-s3alias$/;

const LONGEST = 50;

export const accessPointName: Check = {
  kind,
  run({ model }) {
    return inFileOrder(model.accessPoints).flatMap(({ name, path }) => {
      const wrong = oddities(name);
      if (wrong.length === 0) return [];
      const message = `the access point name ${quoted(name)} ${wrong.join("; it ")}`;
      return [finding(kind, atValue(...path, "name"), message, { help: `write name: ${repaired(name)}` })];
    });
  },
};

/** Whether nothing is odd about a name that the schema lets through. */
export const isAccessPointName = (name: string): boolean => oddities(name).length === 0;

function oddities(name: string): string[] {
  const [end] = RESERVED_END.exec(name) ?? [];
  return [
    ...(name.startsWith(START)
      ? []
      : [`does not start with "${START}", as the managed policies reach no other`]),
    ...(end === undefined ? [] : [`ends with "${end}", which is reserved for aliases`]),
  ];
}

function repaired(name: string): string {
  const free = name.replace(/(-ext)?-s3alias$/, "");
  const started = free.startsWith(START) ? free : `${START}-${free}`;
  return started.slice(0, LONGEST).replace(/-+$/, "");
}
