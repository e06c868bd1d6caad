import type { Range } from "../yaml/tree";
import { keyBodiesIn } from "./key-bodies";

/** How the text forms of private keys start: PEM in all its kinds, and PuTTY's. */
const START = /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY|PuTTY-User-Key-File/g;
const END = /-----END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----|Private-MAC:[^\n]*/g;
/** What every start has in it, so that nearly all of a spec's texts need no closer look. */
const MARKS = /PRIVATE KEY|PuTTY-User-Key-File/;

/** The private parts of JSON Web Keys that are written as JSON. */
const JSON_KEY = /(\\?["'])d\1\s{0,9}:\s{0,9}(\\?["'])([\w-]{10,})\2/g;

/** Where private keys stand in a text: in armour, as base64 without it, and as JSON Web Keys. */
export const privateKeysIn = (text: string): Range[] => [
  ...armouredIn(text),
  ...keyBodiesIn(text),
  ...jsonKeysIn(text),
];

function jsonKeysIn(text: string): Range[] {
  if (!/["']kty\\?["']/.test(text)) return [];
  return [...text.matchAll(JSON_KEY)].map(({ 0: whole, 2: quote = "", 3: part = "", index }) => {
    const end = index + whole.length - quote.length;
    return [end - part.length, end];
  });
}

/** Each from its first line to its last, or to the text's end. */
function armouredIn(text: string): Range[] {
  const found: Range[] = [];
  if (!MARKS.test(text)) return found;
  let until = 0;
  for (const { index } of text.matchAll(START)) {
    if (index < until) continue; // or a text of nothing but beginnings would be looked through for each
    END.lastIndex = index;
    const end = END.exec(text);
    until = end ? end.index + end[0].length : text.length;
    found.push([index, until]);
  }
  return found;
}
