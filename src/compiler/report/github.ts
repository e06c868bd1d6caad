import type { LocatedFinding, Location } from "../api";
import { countsOf } from "../finding";
import { STANDARD_INPUT } from "../source";
import { oneLine, printable } from "../text";
import { groupedBy } from "../values";
import { pathFrom } from "./paths";
import { placeText, tally } from "./pretty";
import type { Report, Trouble } from "./report";
import { sentences } from "./sentences";

const COMMANDS = { error: "error", warning: "warning", info: "notice" } as const;

/** How many annotations of each level GitHub shows for a step (actions/toolkit docs/problem-matchers.md, Limitations). */
export const MOST_ANNOTATIONS = 10;

/**
 * Commands to GitHub Actions, one on each line, which its runner turns into annotations of a pull request.
 * Form and escapes: actions/toolkit packages/core/src/command.ts; what the runner makes of them: ActionCommand.cs in actions/runner.
 */
export const githubReport = ({
  findings,
  cwd,
  troubles = [],
}: Pick<Report, "findings" | "cwd" | "troubles">): string =>
  [...findings.map((finding) => annotation(finding, cwd)), ...troublesText(troubles)]
    .map((line) => `${line}\n`)
    .join("");

/** One annotation for all of a kind: an output has many files. */
const troublesText = (troubles: readonly Trouble[]): string[] =>
  [...groupedBy(troubles, ({ kind }) => kind)].map(([kind, some]) =>
    annotationLine(
      "error",
      kind,
      some.map(({ message }) => message),
    ),
  );

/** For people who see the annotations only: that there are more than GitHub shows. Empty where it shows all. */
export function annotationWords(findings: readonly LocatedFinding[]): string {
  if (Object.values(countsOf(findings)).every((count) => count <= MOST_ANNOTATIONS)) return "";
  return `GitHub shows ${MOST_ANNOTATIONS} annotations of each level for a step; of ${tally(findings)} the rest is in this log only\n`;
}

function annotation(finding: LocatedFinding, cwd: string): string {
  const { code, severity, file } = finding;
  const properties = [...(file === STANDARD_INPUT ? [] : place(finding, cwd)), ["title", code] as const];
  const list = properties.map(([name, value]) => `${name}=${escapedProperty(value)}`).join(",");
  const where = file === STANDARD_INPUT ? `${placeText(finding)}: ` : "";
  return `::${COMMANDS[severity]} ${list}::${escaped(`${where}${sentences(finding)}`)}`;
}

/** Columns are for places on one line: of others the runner takes only the lines. Its last column is one inside. */
export function place(
  { file, start, end }: Location,
  cwd: string,
): (readonly [name: string, value: string])[] {
  const last = end.column === 1 && end.line > start.line ? end.line - 1 : end.line;
  const lines = [
    ["file", pathFrom(cwd, file)],
    ["line", `${start.line}`],
    ["endLine", `${last}`],
  ] as const;
  if (end.line !== start.line) return [...lines];
  return [...lines, ["col", `${start.column}`], ["endColumn", `${Math.max(start.column, end.column - 1)}`]];
}

/** An annotation without a place: a title, and lines below it. */
export const annotationLine = (
  level: "error" | "warning" | "notice",
  title: string,
  lines: readonly string[],
): string => `::${level} title=${escapedProperty(title)}::${escaped(lines.map(oneLine).join("\n"))}`;

/** `printable` leaves no carriage return, which would end a line too. */
export const escaped = (text: string): string => printable(text).replace(/%/g, "%25").replace(/\n/g, "%0A");

export const escapedProperty = (text: string): string =>
  escaped(oneLine(text)).replace(/:/g, "%3A").replace(/,/g, "%2C");
