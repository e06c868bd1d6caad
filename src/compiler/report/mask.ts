import type { Location } from "../api";
import { MASK } from "../redact/urls";
import { positionAt, type SourceText, sourceText } from "../source";

/** A text as it may be shown, and how columns of the real one are found in it. Lines stay what they are. */
export interface Masked {
  readonly source: SourceText;
  readonly placed: (place: Location) => Location;
}

/** A hidden part of one line, in columns of the real text. */
interface Cut {
  readonly from: number;
  readonly to: number;
}

const made = new WeakMap<SourceText, Masked>();

/** A text with one mask for each hidden part of a line, whatever its length. Made once, however many frames show it. */
export function maskedSource(source: SourceText): Masked {
  const known = made.get(source) ?? mask(source);
  made.set(source, known);
  return known;
}

function mask(source: SourceText): Masked {
  const pieces: string[] = [];
  const cuts = new Map<number, Cut[]>();
  let shownUntil = 0;
  for (const [start, end] of hiddenParts(source)) {
    const { line, column } = positionAt(source, start);
    const onLine = cuts.get(line) ?? [];
    cuts.set(line, onLine);
    onLine.push({ from: column, to: positionAt(source, end).column });
    pieces.push(source.text.slice(shownUntil, start), MASK);
    shownUntil = end;
  }
  const text = pieces.join("") + source.text.slice(shownUntil);
  return {
    source: sourceText(source.path === undefined ? { text } : { path: source.path, text }, text),
    placed: (place) => placed(place, cuts),
  };
}

/** What is hidden, line by line, without the white space around it. */
function* hiddenParts({ text, hidden }: SourceText): Generator<readonly [start: number, end: number]> {
  for (const [start, end] of hidden()) {
    for (const { 0: part, index } of text.slice(start, end).matchAll(/\S(?:[^\n]*\S)?/g))
      yield [start + index, start + index + part.length];
  }
}

function placed(place: Location, cuts: ReadonlyMap<number, readonly Cut[]>): Location {
  const { start, end } = place;
  const from = columnOf(start.column, cuts.get(start.line), 0);
  const to = columnOf(end.column, cuts.get(end.line), MASK.length);
  return { ...place, start: { line: start.line, column: from }, end: { line: end.line, column: to } };
}

/** A column in the masked line; one inside a mask goes to its edge. */
function columnOf(column: number, cuts: readonly Cut[] = [], edge: number): number {
  let moved = 0;
  for (const { from, to } of cuts) {
    if (column <= from) break;
    if (column < to) return from + moved + edge;
    moved += MASK.length - (to - from);
  }
  return column + moved;
}
