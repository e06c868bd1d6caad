import { printableLines } from "../text";
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
import { changeNotes, reasonLines, subjectName } from "./words";

const WIDTH = "incomparable".length;
const ACTION_WIDTH = "changes stack".length;

/** For people at a terminal: security first. */
export function prettyText(diff: Diff): string {
  const lines = [
    `Security: ${diff.relation} (${securityTally(diff)})`,
    ...securityLines(diff),
    "",
    `Terraform: ${terraformTally(diff)}`,
    ...terraformLines(diff),
  ];
  return `${printableLines(lines.join("\n"))}\n`;
}

function securityLines(diff: Diff): string[] {
  const lines = securityGroups(diff).flatMap(({ shown, more }) => [
    ...shown.flatMap((change) => [
      `  ${change.relation.padEnd(WIDTH)}  ${subjectName(change.subject)}`,
      ...reasonLines(change).map((line) => `  ${"".padEnd(WIDTH)}    ${line}`),
    ]),
    ...(more > 0 ? [`  ${shown[0]?.relation.padEnd(WIDTH)}  and ${more} more of this kind`] : []),
  ]);
  const same = unchanged(diff);
  return same > 0 && lines.length > 0 ? [...lines, `  ${"same".padEnd(WIDTH)}  ${same} more`] : lines;
}

function terraformLines(diff: Diff): string[] {
  return stackGroups(diff).flatMap(({ stack, changes, groups }) => [
    `  ${stack}${changes.length > 0 ? `: ${stackWords(changes)}` : ""}`,
    ...groups.flatMap(({ action, shown, more }) => [
      ...shown.map((resource) => {
        const notes = changeNotes(resource);
        return `    ${ACTION_WORDS[action].padEnd(ACTION_WIDTH)}  ${resource.address}${notes ? `: ${notes}` : ""}`;
      }),
      ...(more > 0 ? [`    ${ACTION_WORDS[action].padEnd(ACTION_WIDTH)}  and ${more} more`] : []),
    ]),
  ]);
}
