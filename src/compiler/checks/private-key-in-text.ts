import { type Finding, type FindingKind, finding } from "../finding";
import { isPrivatePart } from "../redact/neighbours";
import { privateKeysIn } from "../redact/private-keys";
import type { Check } from "../rule";
import { type Leaf, type Text, textsWhere, valueAt } from "../values";

const kind: FindingKind = {
  code: "private-key-in-text",
  severity: "error",
  summary: "A private key would be kept in the output, in states and by AWS, for all to read.",
};

export const holdsPrivateKey = (text: string): boolean => privateKeysIn(text).length > 0;

/** Whether a text is the private part of a JSON Web Key, by the type beside it. */
export function isKeyPart({ value, place: { path, on } }: Text, data: unknown): boolean {
  const key = path.at(-1);
  if (on === "key" || (key !== "d" && key !== "k")) return false;
  return isPrivatePart(key, valueAt(data, [...path.slice(0, -1), "kty"]), value);
}

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
    textsWhere(document.data, (text) => holdsPrivateKey(text.value) || isKeyPart(text, document.data)).map(
      ({ place }) => privateKeyFinding(place),
    ),
};
