import type { Range } from "../yaml/tree";

/** How the text forms of private keys start: PEM in all its kinds, and PuTTY's. */
const START = /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY|PuTTY-User-Key-File/g;
const END = /-----END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----|Private-MAC:[^\n]*/g;
/** What every start has in it, so that nearly all of a spec's texts need no closer look. */
const MARKS = /PRIVATE KEY|PuTTY-User-Key-File/;

/** Where private keys stand in a text: each from its first line to its last, or to the text's end. */
export function privateKeysIn(text: string): Range[] {
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
