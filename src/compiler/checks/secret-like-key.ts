import { atKey, type FindingKind, finding } from "../finding";
import { isSecretLike } from "../redact/forms";
import type { Check } from "../rule";
import { quoted } from "../text";
import { type Text, textsWhere } from "../values";

const kind: FindingKind = {
  code: "secret-like-key",
  severity: "warning",
  summary: "What stands under a key named like a secret is kept in the output, in states and by AWS.",
};

/** Where keys are the user's own: tags, attributes and jobs' documents. */
export const secretLikeKey: Check = {
  kind,
  run: ({ document }) =>
    textsWhere(document.data, isOwn).map(({ place: { path } }) => {
      const message = `the value of ${quoted(String(path.at(-1)))} stands in the output and in a state, for all to read; its key is that of a secret`;
      const help = "if it is one, take it out, count it as known, and declare another under secrets";
      return finding(kind, atKey(...path), message, { help });
    }),
};

function isOwn({ value, place: { path, on } }: Text): boolean {
  const own = path[0] === "tags" || path[2] === "attributes" || path[2] === "document";
  const key = path.at(-1);
  return own && on === "value" && typeof key === "string" && isSecretLike(key, value);
}
