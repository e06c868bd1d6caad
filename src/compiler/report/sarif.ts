import type { LocatedFinding } from "../api";
import { findingText } from "../explain/page";
import { kindOf } from "../kinds";
import { printable } from "../text";
import { VERSION } from "../version";
import { jsonText } from "./json";
import type { Report } from "./report";
import { LEVELS, MOST_RELATED, resultsOf } from "./sarif-results";

/** GitHub refuses a file with more (docs.github.com, "About code scanning limits on SARIF results"). */
const MOST_RESULTS = 25_000;

/**
 * SARIF 2.1.0 of OASIS, one run, as GitHub code scanning takes it (docs.github.com, "SARIF support for code scanning").
 * What comments of the specs allow are suppressed results.
 */
export function sarifReport(report: Report): string {
  const found = [...report.findings, ...report.allowed];
  const kept = gravest(found);
  const codes = [...new Set(kept.map(({ code }) => code))].sort();
  const driver = {
    name: "panorama-compile",
    semanticVersion: VERSION,
    rules: codes.map((code) => ruleOf(code, report)),
  };
  const run = {
    tool: { driver },
    invocations: [invocationOf(report, cuts(found, kept))],
    columnKind: "unicodeCodePoints",
    results: resultsOf(kept, codes, report),
  };
  const $schema = "https://json.schemastore.org/sarif-2.1.0.json";
  return `${jsonText({ $schema, version: "2.1.0", runs: [run] }, 2)}\n`;
}

/** As many as GitHub takes, in their order: of too many the errors first, then the warnings. */
function gravest(found: readonly LocatedFinding[]): readonly LocatedFinding[] {
  if (found.length <= MOST_RESULTS) return found;
  const ranked = (["error", "warning", "info"] as const).flatMap((severity) =>
    found.filter((finding) => finding.severity === severity),
  );
  const kept = new Set(ranked.slice(0, MOST_RESULTS));
  return found.filter((finding) => kept.has(finding));
}

/** What is left out is said, in the file itself. */
function cuts(found: readonly LocatedFinding[], kept: readonly LocatedFinding[]): string[] {
  const crowded = kept.filter(({ related }) => related.length > MOST_RELATED).length;
  return [
    ...(kept.length < found.length
      ? [
          `${found.length - kept.length} of ${found.length} results are left out: GitHub takes ${MOST_RESULTS}`,
        ]
      : []),
    ...(crowded > 0
      ? [
          `results with more than ${MOST_RELATED} related locations show the first ${MOST_RELATED}: ${crowded}`,
        ]
      : []),
  ].map((text) => `${text}; the format json has all`);
}

/** A run is successful where all specs were looked at, whatever was found. */
function invocationOf({ exitCode, troubles = [] }: Report, notes: readonly string[]) {
  const notifications = [
    ...troubles.map(({ message }) => ({ level: "error", message: { text: printable(message) } })),
    ...notes.map((text) => ({ level: "warning", message: { text } })),
  ];
  return {
    executionSuccessful: !troubles.some(({ kind }) => kind === "unread"),
    ...(exitCode !== undefined && { exitCode }),
    ...(notifications.length > 0 && { toolExecutionNotifications: notifications }),
  };
}

/** Around a page, whose tables are made of spaces; no page holds so many backticks. */
const FENCE = "`````";

function ruleOf(code: string, { manual }: Report) {
  const kind = kindOf(code);
  if (kind === undefined) throw new Error(`no kind of finding has the code ${code}`);
  const summary = { text: kind.summary };
  const text = findingText(kind, manual());
  return {
    id: code,
    shortDescription: summary,
    fullDescription: summary,
    help: { text, markdown: `${FENCE}text\n${text}${FENCE}\n` },
    defaultConfiguration: { level: LEVELS[kind.severity] },
  };
}
