/** One text that may hold specs, as the caller hands it in. */
export interface Source {
  /** The path as the user wrote it: findings show it, files that the spec names are looked for beside it. Without a path it is standard input. */
  readonly path?: string;
  readonly text: string | Uint8Array;
}

/** A place in a text. Lines and columns count from 1; a column is a character (code point), not a byte. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** UTF-16 offsets. Not the type of yaml/tree.ts: what callers see of this file must not need a package. */
type Ranges = readonly (readonly [start: number, end: number])[];

/** A decoded text that knows its lines. */
export interface SourceText {
  /** What findings call it. */
  readonly name: string;
  readonly path: string | undefined;
  readonly text: string;
  /** Offset of each line's first character. */
  readonly lineStarts: readonly number[];
  /** Offsets of the characters that are two UTF-16 units, by which columns and offsets differ. */
  readonly pairs: readonly number[];
  /** Where secrets stand in it, in order: no finding and no frame may repeat them. Looked for when first asked. */
  readonly hidden: () => Ranges;
}

export const STANDARD_INPUT = "<stdin>";

export function sourceText(source: Source, text: string, hidden: () => Ranges = () => []): SourceText {
  const lineStarts = [0];
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) lineStarts.push(at + 1);
  return {
    name: source.path ?? STANDARD_INPUT,
    path: source.path,
    text,
    lineStarts,
    pairs: pairsIn(text),
    hidden: once(hidden),
  };
}

function pairsIn(text: string): number[] {
  const found: number[] = [];
  const first = text.search(/[\ud800-\udbff]/);
  for (let at = first === -1 ? text.length : first; at < text.length; at++)
    if ((text.codePointAt(at) ?? 0) > 0xffff) found.push(at++);
  return found;
}

/** Asks at the first call, and forgets whom it asked. */
function once<T>(ask: () => T): () => T {
  let known: { readonly ask: () => T } | { readonly value: T } = { ask };
  return () => {
    if ("ask" in known) known = { value: known.ask() };
    return known.value;
  };
}

/** Line and column of an offset; offsets past the end are at the end. */
export function positionAt(source: SourceText, offset: number): Position {
  const at = Math.min(Math.max(offset, 0), source.text.length);
  const line = countUpTo(source.lineStarts, at);
  const start = source.lineStarts[line - 1] ?? 0;
  const pairs = countUpTo(source.pairs, at - 1) - countUpTo(source.pairs, start - 1);
  return { line, column: at - start - pairs + 1 };
}

/** The text of a line (counted from 1) without its line break. */
export function lineText(source: SourceText, line: number): string {
  const start = source.lineStarts[line - 1] ?? source.text.length;
  const end = source.lineStarts[line] ?? source.text.length + 1;
  return source.text.slice(start, end - 1).replace(/\r$/, "");
}

/** How many of the numbers, which rise, are not above a limit. */
function countUpTo(numbers: readonly number[], limit: number): number {
  let low = 0;
  let high = numbers.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((numbers[middle] ?? 0) <= limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
