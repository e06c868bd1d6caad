import { counted, listed } from "../text";

/** The most characters that GitHub takes in a comment, less what a comment has around the page. */
export const MOST_CHARACTERS = 65_536 - 1_024;

/**
 * The paragraphs of a page, of which each that starts with `## ` starts a section: as many sections as fit, the last
 * left out first, and a line that says which.
 */
export function fitting(paragraphs: readonly string[], most = MOST_CHARACTERS): string[] {
  const sections: string[][] = [];
  for (const paragraph of paragraphs) {
    if (paragraph.startsWith("## ") || sections.length === 0) sections.push([]);
    sections.at(-1)?.push(paragraph);
  }
  const left: string[] = [];
  while (sections.length > 1 && pageOf(sections, left).length > most) left.unshift(titleOf(sections.pop()));
  return [...sections.flat(), ...omission(left)];
}

const pageOf = (sections: readonly string[][], left: readonly string[]): string =>
  [...sections.flat(), ...omission(left)].join("\n\n");

const titleOf = ([title = ""]: readonly string[] = []): string => title.slice(3);

const omission = (left: readonly string[]): string[] =>
  left.length === 0
    ? []
    : [
        `**Left out** so that this page fits into a comment on GitHub: ${counted(left.length, "section")} (${listed(left)}). The stacks have all that they would show.`,
      ];
