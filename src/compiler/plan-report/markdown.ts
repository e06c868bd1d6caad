import { codeSpan } from "../review/code-span";
import { MOST_CHARACTERS } from "../review/fit";
import { counted } from "../text";
import {
  countsIn,
  type Placed,
  type PlanReport,
  type Problem,
  type ReportedChange,
  type ReportedPlan,
} from "./report";
import {
  attributeLines,
  signOf,
  TRUST,
  tallyOf,
  unplannedWords,
  verdictOf,
  withHelpOnce,
  wordsOf,
} from "./words";

/** The first line: by it a job finds its comment of the run before, to put the new one in its place. */
export const MARKER = "<!-- panorama-compile plan-report -->";

/**
 * A comment for a pull request: the answer, what the spec does not explain, what hurts, and folded the rest. What does not
 * fit into a comment is left out from the end, and counted.
 */
export function markdownPlans(report: PlanReport): string {
  const { trust } = countsIn(report);
  const head = [
    MARKER,
    `### Plan: ${tallyOf(report)}`,
    `**${sentence(verdictOf(report))}.**${trust > 0 ? ` **The plan ${TRUST}.**` : ""}`,
    ...(report.unplanned.length > 0 ? [unplannedWords(report)] : []),
  ];
  return `${fitting(head, report.plans.map(sectionOf)).join("\n\n")}\n`;
}

const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;

/** A plan's paragraphs, each of which may be left out. */
interface Section {
  readonly head: string;
  readonly open: readonly string[];
  readonly folded: readonly string[];
}

function sectionOf({ stack, file, changes, problems }: ReportedPlan): Section {
  const head = `#### ${stack === undefined ? "A plan of no stack that can be told" : codeSpan(stack)} (${codeSpan(file)})`;
  const isOpen = (change: ReportedChange) =>
    !change.explained || change.trust || change.actions.some((one) => one === "destroy" || one === "replace");
  const not = changes.filter((one) => !one.explained);
  const hurting = changes.filter((one) => one.explained && isOpen(one));
  return {
    head: changes.length + problems.length === 0 ? `${head}\n\nNo changes.` : head,
    open: [...problems.map(problemText), ...[...withHelpOnce(not), ...hurting].map(changeText)],
    folded: changes.filter((one) => !isOpen(one)).map(changeText),
  };
}

const problemText = ({ code, message, help, place, details = [] }: Problem): string =>
  [
    `- **not explained** (${code}): ${plain(message)}`,
    ...placeLines(place),
    ...details.map((line) => `  - ${plain(line)}`),
    ...(help === undefined ? [] : [`  - help: ${plain(help)}`]),
  ].join("\n");

function changeText(change: ReportedChange): string {
  const { address, from, importId, reason, trust, attributes, place } = change;
  const more = [
    ...(from === undefined ? [] : [`from ${codeSpan(from)}`]),
    ...(importId === undefined ? [] : [`by the id ${codeSpan(importId)}`]),
  ];
  const head = `- ${codeSpan(signOf(change))} **${wordsOf(change)}** ${[codeSpan(address), ...more].join(", ")}`;
  return [
    head,
    ...(reason ? [`  - **not explained** (${reason.code}): ${plain(reason.message)}`] : []),
    ...(reason?.help === undefined ? [] : [`  - help: ${plain(reason.help)}`]),
    ...placeLines(place),
    ...(trust ? [`  - **${TRUST}**`] : []),
    ...attributes.flatMap(attributeLines).map((line) => `  - ${codeSpan(line.trim(), LONGEST_LINE)}`),
  ].join("\n");
}

/** A line of an attribute has two values at most. */
const LONGEST_LINE = 700;

/**
 * A sentence of ours with names of the plan in it: none of its characters means anything to Markdown or HTML, and what
 * would call somebody (`@name`) or point at an issue (`#1`) is taken apart.
 */
const plain = (text: string): string =>
  text
    .replace(/[\\`*_[\]~|!]/g, "\\$&")
    .replace(/[&<>]/g, (sign) => ENTITIES[sign] ?? sign)
    .replace(/[@#]/g, "$&<!-- -->");

const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };

const placeLines = (place: Placed | undefined): string[] => {
  if (place === undefined) return [];
  const { file, start } = place.location;
  return [`  - ${codeSpan(`${file}:${start.line}:${start.column}`)} ${codeSpan(place.line)}`];
};

/** As many paragraphs as a comment takes: first all that is open, of every plan, then what is folded. */
function fitting(head: readonly string[], sections: readonly Section[]): string[] {
  let room = MOST_CHARACTERS - head.join("\n\n").length - RESERVE;
  let left = 0;
  const take = (text: string): boolean => {
    const fits = left === 0 && text.length + 2 <= room;
    if (fits) room -= text.length + 2;
    else left++;
    return fits;
  };
  const open = sections.map((section) => {
    const isShown = take(section.head);
    return { isShown, items: section.open.filter(take) };
  });
  const folded = sections.map(({ folded: items }) => {
    room -= items.length > 0 ? FOLD_LENGTH : 0;
    return items.filter(take);
  });
  const paragraphs = sections.flatMap((section, index) => {
    const { isShown = false, items = [] } = open[index] ?? {};
    if (!isShown) return [];
    return [section.head, ...items, ...fold(folded[index] ?? [])];
  });
  return [...head, ...paragraphs, ...omission(left)];
}

/** What the sentence about omissions takes. */
const RESERVE = 300;
const FOLD_LENGTH = 120;

const fold = (items: readonly string[]): string[] =>
  items.length === 0
    ? []
    : [
        `<details><summary>${counted(items.length, "more change")}, explained by the spec</summary>`,
        ...items,
        "</details>",
      ];

const omission = (left: number): string[] =>
  left === 0
    ? []
    : [
        `**Left out** so that this fits into a comment on GitHub: ${counted(left, "paragraph")}. \`--format json\` has all of them.`,
      ];
