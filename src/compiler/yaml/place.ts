import type { Document, ParsedNode } from "yaml";
import type { Particulars, Place } from "../finding";

/** A document with syntax errors: its nodes are what the parser made of it. */
export type Broken = Document.Parsed<ParsedNode>;

export type Span = readonly [start: number, end: number];

/** What is wrong, for people who don't know the YAML grammar's names, and where to look. */
export interface Words extends Particulars {
  readonly span: Span;
  readonly message: string;
}

/** A span without the spaces that it starts with. */
export function at(text: string, [start, end]: Span): Place {
  const from = start + (/^ */.exec(text.slice(start, start + 1000))?.[0].length ?? 0);
  return { range: [from, Math.max(end, from + 1)] };
}

/** The end of the line of a place, without the spaces there. */
export function endOfLine(text: string, start: number): number {
  return start + (/^[^\r\n]*/.exec(text.slice(start))?.[0].trimEnd().length ?? 0);
}

/** The word that follows a place on its line. */
export function word(text: string, start: number): Span {
  const found = /^[ \t]*[^\s:,\]}]*/.exec(text.slice(start, endOfLine(text, start)))?.[0] ?? "";
  return [start, start + found.length];
}

/** The start of the first line from a place on that is neither empty nor a comment alone. */
export function pastComments(text: string, start: number): number {
  const skipped = /^(?:[ \t]*(?:#[^\r\n]*)?(?:\r?\n))+/.exec(text.slice(start))?.[0];
  return start + (skipped?.length ?? 0);
}
