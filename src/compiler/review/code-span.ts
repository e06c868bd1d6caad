import { printable } from "../text";

/** How much of a line is shown, in characters. */
const MOST_CHARACTERS = 200;

export const shortened = (line: string): string => cut(line, MOST_CHARACTERS);

function cut(line: string, most: number): string {
  const characters = [...line];
  return characters.length > most ? `${characters.slice(0, most).join("")}…` : line;
}

/** What a user wrote as a code span of Markdown: a backtick would end it, a line break a list. */
export const codeSpan = (text: string, most = MOST_CHARACTERS): string =>
  `\`${cut(printable(text).replace(/`/g, "'").replace(/\s/g, " "), most)}\``;
