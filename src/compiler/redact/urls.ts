import type { Range } from "../yaml/tree";

/** What stands for a text that is not repeated. */
export const MASK = "•••";

/** Where a text has the user part of a URL, often with a password: `//user:password@`. Only whole words are looked at. */
export function userPartsIn(text: string, wordEnd = /\s/): Range[] {
  const found: Range[] = [];
  let end = 0;
  for (let at = text.indexOf("@"); at !== -1; at = text.indexOf("@", end)) {
    let start = at;
    while (start > end && !wordEnd.test(text.charAt(start - 1))) start--;
    end = at + 1;
    while (end < text.length && !wordEnd.test(text.charAt(end))) end++;
    const word = text.slice(start, end);
    const [from, to] = [word.indexOf("//") + 2, word.lastIndexOf("@")]; // a password may hold an @ itself
    if (from > 1 && to > from) found.push([start + from, start + to]);
  }
  return found;
}

/** A text with a mask for each of the ranges; those that overlap share one. In one go: a text may have very many. */
export function masked(text: string, ranges: readonly Range[]): string {
  const pieces: string[] = [];
  let end = 0;
  for (const [from, to] of ranges.toSorted(([a], [b]) => a - b)) {
    if (from >= end) pieces.push(text.slice(end, from), MASK);
    end = Math.max(end, to);
  }
  return pieces.join("") + text.slice(end);
}
