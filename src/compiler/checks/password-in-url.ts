import { type FindingKind, finding } from "../finding";
import { userPartsIn } from "../redact/urls";
import type { Check } from "../rule";
import { textsWhere } from "../values";

const kind: FindingKind = {
  code: "password-in-url",
  severity: "error",
  summary: "A URL with a password would be kept in the output, in states and by AWS, for all to read.",
};

/** Tags, attributes, descriptions and jobs' documents take any text: cameras' addresses are what people write there. */
export const passwordInUrl: Check = {
  kind,
  run({ document }) {
    return textsWhere(document.data, ({ value }) => holdsPassword(value)).map(({ place }) => {
      const message = `this ${place.on === "key" ? "key" : "text"} holds a URL with a user and a password, which would be kept in the output and in a state`;
      return finding(kind, place, message, { help: PASSWORD_HELP });
    });
  },
};

/** `//user:password@`; a user alone is no secret. */
export const holdsPassword = (text: string): boolean =>
  userPartsIn(text).some(([start, end]) => /^[^/]*:./s.test(text.slice(start, end)));

export const PASSWORD_HELP =
  "take them out, and keep them in a secret: declare it under secrets with value: variable";
