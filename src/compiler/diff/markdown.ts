import { codeSpan } from "../review/code-span";
import { MOST_CHARACTERS } from "../review/fit";
import { counted } from "../text";
import type { Diff } from "./diff";
import {
  ACTION_WORDS,
  securityGroups,
  securityTally,
  stackGroups,
  stackWords,
  terraformTally,
  unchanged,
} from "./grouped";
import { RANKS } from "./security";
import { changeNotes, MEANINGS, reasonLines, subjectName } from "./words";

/** The first line, by which a comment is found again and replaced. */
export const DIFF_MARK = "<!-- panorama-compile diff -->";

const SYMBOLS = { wider: "🔺", incomparable: "🔶", narrower: "🔹", same: "⚪" } as const;

/** How many of a kind are shown, the next fewer where the whole is too long for a comment. */
const STEPS = [20, 10, 5, 2, 1] as const;

/** For a comment of a pull request: what does not fit is counted. */
export function markdownText(diff: Diff): string {
  const pages = STEPS.map((most) => pageOf(diff, most));
  const page = pages.find((one) => one.length <= MOST_CHARACTERS) ?? shortest(diff);
  return `${page}\n`;
}

const headline = (diff: Diff): string[] => [
  DIFF_MARK,
  `### ${SYMBOLS[diff.relation]} Security: ${diff.relation}`,
  `${securityTally(diff)}. From ${codeSpan(diff.old)} to ${codeSpan(diff.new)}. *${diff.relation}*: ${MEANINGS[diff.relation]}.`,
];

function pageOf(diff: Diff, most: number): string {
  return [
    ...headline(diff),
    ...securityParts(diff, most),
    `### Terraform: ${terraformTally(diff)}`,
    ...terraformParts(diff, most),
  ].join("\n\n");
}

const shortest = (diff: Diff): string =>
  [
    ...headline(diff),
    `### Terraform: ${terraformTally(diff)}`,
    `**Left out** so that this fits into a comment: ${counted(diff.security.length, "subject")} (policies, certificates and the like) and ${counted(diff.terraform.resources.length, "resource")}. \`panorama-compile diff --format json\` has them.`,
  ].join("\n\n");

function securityParts(diff: Diff, most: number): string[] {
  const groups = securityGroups(diff, most);
  const lines = RANKS.flatMap((relation) =>
    groups
      .filter(({ shown }) => shown[0]?.relation === relation)
      .flatMap(({ shown, more }) => [
        ...shown.map((change) =>
          [
            `- ${SYMBOLS[relation]} **${relation}**: ${codeSpan(subjectName(change.subject))}`,
            ...reasonLines(change).map((line) => `  - ${codeSpan(line, 1_000)}`),
          ].join("\n"),
        ),
        ...(more > 0 ? [`- ${SYMBOLS[relation]} **${relation}**: ${more} more of this kind`] : []),
      ]),
  );
  const same = unchanged(diff);
  if (lines.length === 0) return [];
  return [[...lines, ...(same > 0 ? [`- ${SYMBOLS.same} same: ${same} more`] : [])].join("\n")];
}

function terraformParts(diff: Diff, most: number): string[] {
  return stackGroups(diff, most).map(({ stack, changes, groups }) => {
    const rows = groups.flatMap(({ action, shown, more }) => [
      ...shown.map((resource) => {
        const notes = changeNotes(resource);
        return `| ${ACTION_WORDS[action]} | ${cell(resource.address)} | ${notes === "" ? "" : cell(notes)} |`;
      }),
      ...(more > 0 ? [`| ${ACTION_WORDS[action]} | and ${more} more | |`] : []),
    ]);
    const words = changes.length > 0 ? `: ${stackWords(changes)}` : "";
    const table = rows.length === 0 ? [] : [["| | resource | |", "| --- | --- | --- |", ...rows].join("\n")];
    return [`<details><summary>${codeOf(stack)}${words}</summary>`, ...table, "</details>"].join("\n\n");
  });
}

/** In a table a bar would end the cell, also within a code span. */
const cell = (text: string): string => codeSpan(text, 1_000).replace(/\|/g, "\\|");

const codeOf = (text: string): string => `<code>${text.replace(/[^\w.-]/g, "_")}</code>`;
