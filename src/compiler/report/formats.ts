import { oneLine, printableLines } from "../text";
import { githubReport } from "./github";
import { jsonLines, jsonReport } from "./json";
import { junitReport } from "./junit";
import { allowedTally, pretty, tally } from "./pretty";
import type { Report } from "./report";
import { sarifReport } from "./sarif";

const WRITERS = {
  pretty: prettyReport,
  json: jsonReport,
  jsonl: jsonLines,
  sarif: sarifReport,
  github: githubReport,
  junit: junitReport,
} as const satisfies Record<string, (report: Report) => string>;

export type Format = keyof typeof WRITERS;

export const FORMATS: readonly [Format, ...Format[]] = [
  "pretty",
  "json",
  "jsonl",
  "sarif",
  "github",
  "junit",
];

/** The findings of a run in one of the formats. The same run gives the same text: no times, no absolute paths. */
export const reportText = (format: Format, report: Report): string => WRITERS[format](report);

/** As on standard error, without colour, and with the tally. */
function prettyReport({ findings, allowed, sources, troubles = [] }: Report): string {
  const shown = findings.length === 0 ? "" : `${pretty(findings, { color: false, sources })}\n`;
  const more = troubles.map(({ message }) => `${printableLines(oneLine(message))}\n`).join("");
  return `${shown}${more}${tally(findings) || "no findings"}${allowedTally(allowed)}\n`;
}
