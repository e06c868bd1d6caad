import type { Location } from "../api";
import { lineText, type SourceText } from "../source";
import { RUNNER_COMMAND, visible } from "../text";
import { maskedSource } from "./mask";
import { columnsOf } from "./width";

/** How much of a long line is shown, in characters. */
const WINDOW = 100;

/** The line that a location starts on, with carets under what is meant. Secrets are masked. */
export function codeFrame(real: SourceText, location: Location): string[] {
  const { source, placed } = maskedSource(real);
  const { start, end } = placed(location);
  const line = lineText(source, start.line);
  const { shown, offset } = windowOf(line, start.column - 1);
  const last = end.line === start.line ? end.column : Number.POSITIVE_INFINITY;
  const from = start.column - 1 - offset;
  const to = Math.min(Math.max(last - 1 - offset, from + 1), Math.max(shown.length, from + 1));
  const number = String(start.line);
  const gutter = " ".repeat(number.length);
  const cells = cellsOf(shown);
  const indent = columnsOf(cells.slice(0, from).join(""));
  const carets = columnsOf(cells.slice(0, to).join("")) - indent || 1;
  return [
    `${gutter} |`,
    `${number} | ${cells.join("")}`.trimEnd(),
    `${gutter} | ${" ".repeat(indent)}${"^".repeat(carets)}`,
  ];
}

/**
 * The part of a line around a character; what is cut off is marked. Takes only that part to pieces: a whole fleet may
 * stand on one line, with a finding for each appliance.
 */
function windowOf(line: string, at: number): { shown: string[]; offset: number } {
  const middle = startOf(line, at);
  const before = [...line.slice(Math.max(0, middle - 2 * WINDOW - 1), middle)];
  const after = [...line.slice(middle, middle + 2 * WINDOW)];
  const room = Math.max(WINDOW / 4, WINDOW - after.length);
  const left = at + after.length <= WINDOW ? before : before.slice(-room);
  const offset = at - left.length;
  const shown = [...left, ...after].slice(0, WINDOW);
  const isCut = left.length + after.length > WINDOW || middle + 2 * WINDOW < line.length;
  if (offset > 0) shown[0] = "…";
  if (isCut) shown[shown.length - 1] = "…";
  return { shown, offset };
}

/** The UTF-16 offset of a line's character, counted from 0. */
function startOf(line: string, character: number): number {
  let offset = 0;
  for (let count = 0; count < character && offset < line.length; count++) {
    offset += (line.codePointAt(offset) ?? 0) > 0xffff ? 2 : 1;
  }
  return offset;
}

/** What is shown for each character. */
function cellsOf(characters: readonly string[]): string[] {
  const cells = characters.map((character) => (character === "\t" ? "  " : visible(character)));
  const line = characters.map((character) => (character.length > 1 ? " " : character)).join(""); // a unit for each
  for (const { index } of line.matchAll(RUNNER_COMMAND)) cells[index] = "\\u0023";
  return cells;
}
