import type { Location } from "../api";
import { lineText, type SourceText } from "../source";
import { printable } from "../text";

/** How much of a long line is shown, in characters. */
const WINDOW = 100;

/** The line that a location starts on, with carets under what is meant. */
export function codeFrame(source: SourceText, { start, end }: Location): string[] {
  const characters = [...lineText(source, start.line)];
  const last = end.line === start.line ? end.column : characters.length + 1;
  const { shown, offset } = windowOf(characters, start.column - 1);
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

/** The part of a line around a character; what is cut off is marked. */
function windowOf(characters: readonly string[], at: number): { shown: string[]; offset: number } {
  if (characters.length <= WINDOW) return { shown: [...characters], offset: 0 };
  const start = Math.max(0, Math.min(at - WINDOW / 4, characters.length - WINDOW));
  const offset = Math.floor(start);
  const shown = characters.slice(offset, offset + WINDOW);
  if (offset > 0) shown[0] = "…";
  if (offset + WINDOW < characters.length) shown[shown.length - 1] = "…";
  return { shown, offset };
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
