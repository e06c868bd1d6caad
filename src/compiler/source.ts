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
  /** Whether every character is one UTF-16 unit, so that columns need no counting. */
  readonly narrow: boolean;
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
    narrow: !/[\ud800-\udbff]/.test(text),
    hidden: once(hidden),
  };
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
  const line = lineIndex(source.lineStarts, at);
  const start = source.lineStarts[line] ?? 0;
  const before = source.narrow ? at - start : codePoints(source.text.slice(start, at));
  return { line: line + 1, column: before + 1 };
}

/** The text of a line (counted from 1) without its line break. */
export function lineText(source: SourceText, line: number): string {
  const start = source.lineStarts[line - 1] ?? source.text.length;
  const end = source.lineStarts[line] ?? source.text.length + 1;
  return source.text.slice(start, end - 1).replace(/\r$/, "");
}

function lineIndex(lineStarts: readonly number[], offset: number): number {
  let low = 0;
  let high = lineStarts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((lineStarts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

function codePoints(text: string): number {
  let count = 0;
  for (const _ of text) count++;
  return count;
}
