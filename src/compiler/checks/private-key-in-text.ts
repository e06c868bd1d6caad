import { type Finding, type FindingKind, finding } from "../finding";
import { privateKeysIn } from "../redact/private-keys";
import type { Check } from "../rule";
import { type Leaf, textsWhere } from "../values";

const kind: FindingKind = {
  code: "private-key-in-text",
  severity: "error",
  summary: "A private key would be kept in the output, in states and by AWS, for all to read.",
};

export const holdsPrivateKey = (text: string): boolean => privateKeysIn(text).length > 0;

export const PRIVATE_KEY_HELP =
  "take it out, and count it as known: make a new one where it is used, and give a CSR of it";

/** Of a private key in a key or in a text, which is nowhere repeated. */
export function privateKeyFinding(place: Leaf["place"]): Finding {
  const message = `this ${place.on === "key" ? "key" : "text"} holds a private key, which would be kept in the output and in a state`;
  return finding(kind, place, message, { help: PRIVATE_KEY_HELP });
}

/** Descriptions and jobs' documents take any text. */
export const privateKeyInText: Check = {
  kind,
  run: ({ document }) =>
    textsWhere(document.data, ({ value }) => holdsPrivateKey(value)).map(({ place }) =>
      privateKeyFinding(place),
    ),
};
