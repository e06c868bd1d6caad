import type { Range } from "../yaml/tree";

/** How the text forms of private keys start: PEM in all its kinds, and PuTTY's. */
const START = /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY|PuTTY-User-Key-File/g;
const END = /-----END [A-Z0-9 ]{0,40}PRIVATE KEY-----|Private-MAC:[^\n]*/g;

/** Where private keys stand in a text: each from its first line to its last, or to the text's end. */
export function privateKeysIn(text: string): Range[] {
  const found: Range[] = [];
  for (const { index } of text.matchAll(START)) {
    END.lastIndex = index;
    const end = END.exec(text);
    found.push([index, end ? end.index + end[0].length : text.length]);
  }
  return found;
}
