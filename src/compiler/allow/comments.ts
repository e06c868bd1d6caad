import { Lexer } from "yaml";
import { lineText, positionAt, type SourceText } from "../source";
import type { Range } from "../yaml/tree";

/** A comment of a text. */
export interface Comment {
  readonly range: Range;
  /** From its `#` to the end of its line. */
  readonly text: string;
  /** The line that it speaks of: its own, or where it has that for itself, the first below it and comments like it. */
  readonly line: number;
}

/** What yaml's lexer puts between the pieces of a text; it is no part of the text. */
const MARKS = ["\u0002", "\u0018", "\u001f"];
/** Of these marks the one before a scalar, which may start with `#` where it is a block of lines. */
const SCALAR = "\u001f";

/**
 * The comments of a YAML text, as yaml's own lexer finds them: a `#` in a string is none. Lexes the whole text. Goes
 * from the last comment up, which knows where those right below it end, so that many of them take no longer than few.
 */
export function commentsIn(source: SourceText): Comment[] {
  const found: Comment[] = [];
  let below = { line: 0, target: 0 };
  for (const range of rangesOf(source.text).toReversed()) {
    const { line, isAlone } = placeOf(source, range);
    if (isAlone) below = { line, target: below.line === line + 1 ? below.target : line + 1 };
    found.push({ range, text: source.text.slice(...range), line: isAlone ? below.target : line });
  }
  return found.reverse();
}

function rangesOf(text: string): Range[] {
  const found: Range[] = [];
  let offset = 0;
  let before = "";
  for (const piece of new Lexer().lex(text)) {
    if (before === SCALAR || !MARKS.includes(piece)) {
      if (before !== SCALAR && piece.startsWith("#")) found.push([offset, offset + piece.length]);
      offset += piece.length;
    }
    before = before === SCALAR ? "" : piece;
  }
  return found;
}

/** A comment's line, and whether it has that for itself. */
function placeOf(source: SourceText, [start]: Range): { readonly line: number; readonly isAlone: boolean } {
  const { line } = positionAt(source, start);
  return { line, isAlone: /^\s*#/.test(lineText(source, line)) };
}
