import { isMap } from "yaml";
import { assignmentsIn } from "./redact/assignments";
import { tokensIn } from "./redact/forms";
import { secretsInLines } from "./redact/lines";
import { privateKeysIn } from "./redact/private-keys";
import { secretsInTree } from "./redact/tree";
import { MASK, userPartsIn } from "./redact/urls";
import type { SourceText } from "./source";
import { oneLine } from "./text";
import { specSchema } from "./validate/schema";
import type { Range } from "./yaml/tree";

/** A document as the YAML parser gives it. */
interface Parsed {
  readonly contents: unknown;
  readonly errors: readonly unknown[];
}

/**
 * Where secrets stand in a text although the language has no place for them: what no finding and no frame may repeat.
 * A guess that rather hides too much. Sorted, without overlaps.
 */
export function secretsIn(text: string, documents: readonly Parsed[]): Range[] {
  const isBroken = ({ contents, errors }: Parsed) => errors.length > 0 || !isMap(contents);
  const trees = documents.map(({ contents }) => secretsInTree(text, contents, specSchema));
  const isRead = documents.length > 0 && !documents.some(isBroken) && !trees.includes(undefined);
  const found = [
    ...trees.flatMap((ranges) => ranges ?? []),
    ...(isRead ? [] : secretsInLines(text)),
    ...userPartsIn(text, /[\s"'`<>]/), // comments too
    ...privateKeysIn(text),
    ...tokensIn(text),
    ...assignmentsIn(text, true).map(({ value }) => withoutSigns(text, value)),
  ];
  return mergedRanges(found.map(([start, end]) => [start, start + text.slice(start, end).trimEnd().length]));
}

/** A value without the signs by which YAML goes on behind it. */
function withoutSigns(text: string, [start, until]: Range): Range {
  let end = until;
  while (end > start && ",)]}".includes(text.charAt(end - 1))) end--;
  return [start, end];
}

/** Ranges in order, without overlaps and empty ones. */
export function mergedRanges(ranges: readonly Range[]): Range[] {
  const result: [number, number][] = [];
  for (const [start, end] of ranges.toSorted(([a], [b]) => a - b)) {
    const last = result[result.length - 1];
    if (last && start <= last[1]) last[1] = Math.max(last[1], end);
    else if (end > start) result.push([start, end]);
  }
  return result;
}

/** Whether a place touches what is hidden; one without extent counts as its first character. */
export const isHidden = (hidden: readonly Range[], place: Range): boolean =>
  hiddenAt(hidden, place).length > 0;

/** The hidden ranges that a place touches. */
export function hiddenAt(hidden: readonly Range[], [start, end]: Range): Range[] {
  const touched: Range[] = [];
  for (let at = firstAfter(hidden, start); at < hidden.length; at++) {
    const range = hidden[at];
    if (range === undefined || range[0] >= Math.max(end, start + 1)) break;
    touched.push(range);
  }
  return touched;
}

/** The first range that ends behind an offset. */
function firstAfter(hidden: readonly Range[], offset: number): number {
  let low = 0;
  let high = hidden.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((hidden[middle]?.[1] ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * A finding's sentence without what its place hides. The parser knows no fields and quotes the text as it stands: of
 * its sentences (`quotes`) all that is quoted goes, and every word of what is hidden.
 */
export function redacted(
  sentence: string,
  { text, hidden }: SourceText,
  place: Range,
  quotes: boolean,
): string {
  const parts = hiddenAt(hidden(), place).map((range) => text.slice(...range));
  if (parts.length === 0) return sentence;
  if (!quotes) return parts.map(bare).filter(isTelling).reduce(withoutWord, sentence);
  const words = parts.flatMap((part) => part.split(/[\s"'[\]{},]+/)).filter((word) => word !== "");
  return words.reduce(withoutWord, withoutQuoted(sentence));
}

/** What a sentence about syntax quotes of YAML itself, which is no text of anybody's. */
const SIGNS = /"(: |-|---|:|%|\\r)"/g;

/** All that is quoted masked, from the first quote to the last: what is quoted may have quotes in it. */
const withoutQuoted = (sentence: string): string =>
  sentence
    .replace(SIGNS, "\0$1\0")
    .replace(/".*"/s, `"${MASK}"`)
    .replace(/\0([^\0]*)\0/g, '"$1"');

/** A scalar without quotes, and its lines folded into one. */
const bare = (text: string): string =>
  text
    .trim()
    .replace(/\s+/g, (gap) => (gap.includes("\n") ? " " : gap))
    .replace(/^(["'])(.*)\1$/s, "$2");

/** Not what may be a word of ours, and not the name of the variable that a help tells. */
const isTelling = (value: string): boolean => value.length > 3 && !value.startsWith("TF_VAR_");

/** Every whole word of its kind masked. Without a regular expression, which the engine refuses where the word is long. */
function withoutWord(sentence: string, word: string): string {
  const shown = oneLine(word);
  const pieces: string[] = [];
  let from = 0;
  for (let at = sentence.indexOf(shown); at !== -1; at = sentence.indexOf(shown, at + 1)) {
    const end = at + shown.length;
    if (at < from || isOfWord(sentence.charAt(at - 1)) || isOfWord(sentence.charAt(end))) continue;
    pieces.push(sentence.slice(from, at), MASK);
    from = end;
  }
  return pieces.join("") + sentence.slice(from);
}

const isOfWord = (character: string): boolean => /\w/.test(character);
