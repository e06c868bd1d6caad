import type { CertificationRequest } from "@peculiar/asn1-csr";

type Name = CertificationRequest["certificationRequestInfo"]["subject"];

const LENGTH_LIMIT = 200;

/** RFC 4514, section 3, and the names that openssl prints for the rest. */
const ATTRIBUTES: Record<string, string> = {
  "2.5.4.3": "CN",
  "2.5.4.4": "SN",
  "2.5.4.5": "serialNumber",
  "2.5.4.6": "C",
  "2.5.4.7": "L",
  "2.5.4.8": "ST",
  "2.5.4.9": "street",
  "2.5.4.10": "O",
  "2.5.4.11": "OU",
  "2.5.4.42": "GN",
  "0.9.2342.19200300.100.1.1": "UID",
  "0.9.2342.19200300.100.1.25": "DC",
  "1.2.840.113549.1.9.1": "emailAddress",
};

/**
 * A name for human eyes, such as `CN=dock-1, O=Acme`, in the order of the request; at most 200 characters, the last then `…`.
 * Nothing in a value can look like another part: separators get a backslash, and what can't be seen, or turns the text
 * around, becomes `\u202e`.
 */
export function describeSubject(name: Name): string {
  const parts = Array.from(name, (rdn) => Array.from(rdn, describeAttribute).join("+"));
  const characters = [...parts.join(", ")].map(printable);
  if (characters.join("").length <= LENGTH_LIMIT) return characters.join("");
  let text = "";
  for (const character of characters) {
    if (text.length + character.length >= LENGTH_LIMIT) break;
    text += character;
  }
  return `${text}…`;
}

function describeAttribute({ type, value }: Name[number][number]): string {
  const text = value.anyValue ? `#${Buffer.from(value.anyValue).toString("hex")}` : value.toString();
  return `${ATTRIBUTES[type] ?? type}=${text.replace(/[\\,+"]/g, "\\$&")}`;
}

/** Controls, formats (bidi, zero width), lone surrogates, private and unassigned ones, odd spaces, blank letters. */
const UNSEEN = /[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]|(?! )\p{Zs}/u;

function printable(character: string): string {
  if (!UNSEEN.test(character)) return character;
  const hex = (character.codePointAt(0) ?? 0).toString(16);
  return hex.length > 4 ? `\\u{${hex}}` : `\\u${hex.padStart(4, "0")}`;
}
