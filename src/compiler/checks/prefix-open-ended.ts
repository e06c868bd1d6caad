import { atValue, type FindingKind, finding } from "../finding";
import { inFileOrder } from "../model";
import type { Check } from "../rule";
import { quoted } from "../text";

const kind: FindingKind = {
  code: "prefix-open-ended",
  severity: "warning",
  summary:
    "A prefix is the start of a text, not a folder: without a / at its end it reaches further than it looks.",
};

export const prefixOpenEnded: Check = {
  kind,
  run({ model }) {
    return inFileOrder(model.accessPoints).flatMap(({ prefix, path }) => {
      const odd = prefix === "" ? [] : oddities(prefix);
      if (odd.length === 0) return [];
      const message = `the prefix ${quoted(prefix)} ${odd.join("; it ")}`;
      return [finding(kind, atValue(...path, "prefix"), message, { help: helpFor(prefix) })];
    });
  },
};

function oddities(prefix: string): string[] {
  return [
    ...(prefix.startsWith("/") ? ['starts with "/", as keys in S3 rarely do'] : []),
    ...(/.\/\//.test(prefix) ? ['holds "//", as keys in S3 rarely do'] : []),
    ...(prefix.endsWith("/")
      ? []
      : [`does not end with "/", so that it lets in keys such as ${quoted(`${prefix}-old/…`)} too`]),
  ];
}

function helpFor(prefix: string): string {
  const words = prefix.split("/").filter((word) => word !== "");
  if (words.length === 0) return "leave it out to let in every object";
  return `write prefix: ${words.join("/")}/, if that folder is meant`;
}
