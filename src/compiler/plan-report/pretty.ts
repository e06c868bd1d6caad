import { nameText } from "../report/paths";
import { oneLine, printableLines } from "../text";
import type { Placed, PlanReport, Problem, ReportedChange, ReportedPlan } from "./report";
import {
  attributeLines,
  signOf,
  subjectOf,
  TRUST,
  tallyOf,
  unplannedWords,
  verdictOf,
  withHelpOnce,
  wordsOf,
} from "./words";

/** A report for people, as plain text. What the spec does not explain comes first in each plan. */
export function prettyPlans(report: PlanReport): string {
  const paragraphs = [
    `${tallyOf(report)}; ${verdictOf(report)}`,
    ...report.plans.flatMap(planParagraphs),
    ...(report.unplanned.length > 0 ? [unplannedWords(report)] : []),
  ];
  return `${paragraphs.join("\n\n")}\n`;
}

function planParagraphs(plan: ReportedPlan): string[] {
  const changes = withHelpOnce(plan.changes);
  const { problems } = plan;
  const [explained, not] = [changes.filter((one) => one.explained), changes.filter((one) => !one.explained)];
  const head = `${plan.stack ?? "a plan of no stack that can be told"}  (${nameText(plan.file)})`;
  if (changes.length + problems.length === 0) return [`${head}\n  no changes`];
  return [
    head,
    ...(problems.length + not.length > 0
      ? ["  Not explained by the spec:", ...problems.map(problemText), ...not.map(changeText)]
      : []),
    ...(explained.length > 0 ? ["  Explained by the spec:", ...explained.map(changeText)] : []),
  ];
}

const lines = (...all: readonly string[]): string =>
  all.map((line) => printableLines(oneLine(line))).join("\n");

const problemText = ({ code, message, help, place, details }: Problem): string =>
  lines(
    `  ! ${code}: ${message}`,
    ...placeLines(place),
    ...(details ?? []).map((line) => `      ${line}`),
    ...(help === undefined ? [] : [`      help: ${help}`]),
  );

function changeText(change: ReportedChange): string {
  const { reason, trust, attributes, place } = change;
  return lines(
    `  ${signOf(change)} ${wordsOf(change)} ${subjectOf(change)}`,
    ...placeLines(place),
    ...(trust ? [`      ${TRUST}`] : []),
    ...attributes.flatMap(attributeLines).map((line) => `      ${line}`),
    ...(reason ? [`      ${reason.code}: ${reason.message}`] : []),
    ...(reason?.help === undefined ? [] : [`      help: ${reason.help}`]),
  );
}

/** `spec.yaml:12:5 | deviceId: device-…` */
const placeLines = (place: Placed | undefined): string[] => {
  if (place === undefined) return [];
  const { file, start } = place.location;
  return [`      ${nameText(file)}:${start.line}:${start.column} | ${place.line}`];
};
