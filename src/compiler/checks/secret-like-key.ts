import { atKey, type FindingKind, finding } from "../finding";
import { isNamedToken } from "../redact/forms";
import { namesSecret } from "../redact/names";
import type { Check } from "../rule";
import { quoted } from "../text";
import { leavesOf } from "../values";

const kind: FindingKind = {
  code: "secret-like-key",
  severity: "warning",
  summary: "What stands under a key named like a secret is kept in the output, in states and by AWS.",
};

/** Where keys are the user's own: tags, attributes and jobs' documents. */
export const secretLikeKey: Check = {
  kind,
  run: ({ document }) =>
    [...leavesOf(document.data)].flatMap(({ value, place: { path, on } }) => {
      const key = path[path.length - 1];
      const own = path[0] === "tags" || path[2] === "attributes" || path[2] === "document";
      if (on === "key" || !own || typeof key !== "string" || typeof value !== "string" || value === "")
        return [];
      if (!namesSecret(key) || isNamedToken(key, value)) return [];
      const message = `the value of ${quoted(key)} stands in the output and in a state, for all to read; its key is that of a secret`;
      const help = "if it is one, take it out, count it as known, and declare another under secrets";
      return [finding(kind, atKey(...path), message, { help })];
    }),
};
