import { type FindingKind, finding } from "../finding";
import { isNamedToken, tokensIn } from "../redact/forms";
import type { Check } from "../rule";
import { type Text, textsWhere } from "../values";

const kind: FindingKind = {
  code: "token-in-text",
  severity: "error",
  summary: "A token would be kept in the output, in states and by AWS, for all to read.",
};

/** Whether a text is a token by its form, or by its form and the key that it stands under. */
export function holdsToken({ value, place: { path, on } }: Text): boolean {
  const key = path.findLast((part) => typeof part === "string");
  return tokensIn(value).length > 0 || (on === "value" && isNamedToken(String(key), value));
}

export const TOKEN_HELP =
  "take it out, count it as known and withdraw it; keep the new one in a secret: declare it under secrets with value: variable";

/** Tags, attributes, descriptions and jobs' documents take any text. */
export const tokenInText: Check = {
  kind,
  run: ({ document }) =>
    textsWhere(document.data, holdsToken).map(({ place }) => {
      const message = `this ${place.on === "key" ? "key" : "text"} holds a token, which would be kept in the output and in a state`;
      return finding(kind, place, message, { help: TOKEN_HELP });
    }),
};
