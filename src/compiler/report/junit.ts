import type { AllowedFinding, LocatedFinding } from "../api";
import { STANDARD_INPUT } from "../source";
import { oneLine, printable } from "../text";
import { groupedBy } from "../values";
import { pathFrom } from "./paths";
import { placeText } from "./pretty";
import type { Report, Trouble } from "./report";
import { sentences } from "./sentences";

/** A test, and what it says as an element; nothing where it just passes. */
interface TestCase {
  readonly name: string;
  readonly outcome: "passed" | "failed" | "skipped";
  readonly line?: number;
  readonly element?: string;
}

/**
 * JUnit's XML, as GitLab and Jenkins read it: a suite for each spec, a test for each finding. A test fails where the
 * finding refuses the run and is skipped where a comment allows it; a spec without findings has one that passes. A file
 * that is stale or can't be read is a suite with one that fails.
 */
export function junitReport(report: Report): string {
  const found = groupedBy(report.findings, ({ file }) => file);
  const allowed = groupedBy(report.allowed, ({ file }) => file);
  const suites = [...report.sources.keys()].map((file) => ({
    file,
    cases: casesOf(found.get(file) ?? [], allowed.get(file) ?? [], report.warningsAsErrors),
  }));
  const troubled = groupedBy(report.troubles ?? [], ({ file }) => file);
  const more = [...troubled].map(([file, troubles]) => ({ file, cases: troubles.map(troubleCase) }));
  const all = [...suites, ...more];
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="panorama-compile" ${tallied(all.flatMap(({ cases }) => cases))}>`,
    ...all.flatMap(({ file, cases }) => suiteLines(shownPath(file, report.cwd), cases)),
    "</testsuites>",
    "",
  ].join("\n");
}

const shownPath = (file: string, cwd: string): string =>
  file === STANDARD_INPUT ? file : oneLine(pathFrom(cwd, file));

function casesOf(
  findings: readonly LocatedFinding[],
  allowed: readonly AllowedFinding[],
  warningsAsErrors: boolean,
): TestCase[] {
  const cases = [
    ...findings.map((finding) => foundCase(finding, warningsAsErrors)),
    ...allowed.map(allowedCase),
  ];
  return cases.length === 0 ? [{ name: "no findings", outcome: "passed" }] : distinct(cases);
}

function foundCase(finding: LocatedFinding, warningsAsErrors: boolean): TestCase {
  const { severity, start } = finding;
  const text = escaped(`${placeText(finding)} ${severity}: ${sentences(finding)}`);
  const fails = severity === "error" || (severity === "warning" && warningsAsErrors);
  const failure = `<failure message="${escaped(finding.message)}" type="${severity}">${text}</failure>`;
  return {
    name: nameOf(finding, fails),
    outcome: fails ? "failed" : "passed",
    line: start.line,
    element: fails ? failure : `<system-out>${text}</system-out>`,
  };
}

function allowedCase(finding: AllowedFinding): TestCase {
  const text = escaped(`${placeText(finding)} ${finding.severity}: ${sentences(finding)}`);
  const reason = escaped(`allowed: ${finding.reason}`);
  const element = `<skipped message="${reason}">${text}</skipped>`;
  return { name: nameOf(finding, true), outcome: "skipped", line: finding.start.line, element };
}

function troubleCase({ kind, message }: Trouble): TestCase {
  const text = escaped(oneLine(message));
  return {
    name: kind,
    outcome: "failed",
    element: `<failure message="${text}" type="${kind}">${text}</failure>`,
  };
}

/** What passes says in its name how grave it is, so that it reads as no failure. Without line and column, so that GitLab knows the same test in another commit. */
const nameOf = ({ code, message, severity }: LocatedFinding, isPlain: boolean): string =>
  isPlain ? `${code}: ${message}` : `${severity} ${code}: ${message}`;

/** GitLab shows one of several tests of one name. */
function distinct(cases: readonly TestCase[]): TestCase[] {
  const seen = new Map<string, number>();
  return cases.map((one) => {
    const count = (seen.get(one.name) ?? 0) + 1;
    seen.set(one.name, count);
    return count === 1 ? one : { ...one, name: `${one.name} (${count})` };
  });
}

function suiteLines(path: string, cases: readonly TestCase[]): string[] {
  const file = escaped(path);
  const lines = cases.map(({ name, line, element }) => {
    const at = line === undefined ? "" : ` line="${line}"`;
    const head = `    <testcase classname="${file}" name="${escaped(name)}" file="${file}"${at}`;
    return element === undefined ? `${head}/>` : `${head}>${element}</testcase>`;
  });
  return [`  <testsuite name="${file}" ${tallied(cases)}>`, ...lines, "  </testsuite>"];
}

function tallied(cases: readonly TestCase[]): string {
  const count = (wanted: TestCase["outcome"]) => cases.filter(({ outcome }) => outcome === wanted).length;
  return `tests="${cases.length}" failures="${count("failed")}" errors="0" skipped="${count("skipped")}"`;
}

/**
 * Text as XML 1.0 takes it, in attributes too: without the characters that not even a reference can name. Line breaks
 * are references, so that no text starts a line, where a CI runner looks for commands.
 */
const escaped = (text: string): string =>
  printable(text)
    .replace(/[\ufffe\uffff]/g, (character) => `\\u${character.charCodeAt(0).toString(16)}`)
    .replace(/[&<>"'\t\n]/g, (character) => `&#${character.charCodeAt(0)};`);
