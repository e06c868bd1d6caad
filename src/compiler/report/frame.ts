import type { Location } from "../api";
import { lineText, type SourceText } from "../source";
import { printable } from "../text";
import { maskedSource } from "./mask";

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
  const cells = shown.map(cell);
  const carets = cells.slice(from, to).reduce((sum, text) => sum + width(text), 0) || 1;
  const indent = cells.slice(0, from).reduce((sum, text) => sum + width(text), 0);
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

const cell = (character: string): string => (character === "\t" ? "  " : printable(character));

/** Columns of a terminal: East Asian wide characters and emoji take two, combining marks none. */
function width(text: string): number {
  let columns = 0;
  for (const character of text) {
    if (/\p{M}/u.test(character)) continue;
    columns +=
      /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}/u.test(
        character,
      )
        ? 2
        : 1;
  }
  return columns;
}
