import type { Location } from "../api";
import { escaped, escapedProperty, place as placeProperties } from "../report/github";
import { STANDARD_INPUT } from "../source";
import type { PlanReport, Problem, ReportedChange } from "./report";
import { subjectOf, TRUST, tallyOf, verdictOf, wordsOf } from "./words";

/**
 * Commands to GitHub Actions: an error for each thing that the spec does not explain, a warning for each that destroys,
 * replaces or changes the trust, and a notice that sums up. Of the rest nothing: GitHub shows ten of each level.
 */
export function githubPlans(report: PlanReport, cwd: string): string {
  const annotations = report.plans.flatMap(({ changes, problems, stack }) => [
    ...problems.map((problem) => ofProblem(problem, stack, cwd)),
    ...changes.flatMap((change) => ofChange(change, stack, cwd)),
  ]);
  const ordered = [
    ...annotations.filter(({ level }) => level === "error"),
    ...annotations.filter(({ level }) => level === "warning"),
  ].map(({ line }) => line);
  const summary = `::notice title=plan-report::${escaped(`${tallyOf(report)}; ${verdictOf(report)}`)}`;
  return [...ordered, ...(report.plans.length > 0 ? [summary] : [])].map((line) => `${line}\n`).join("");
}

type Level = "error" | "warning";

interface Annotation {
  readonly level: Level;
  readonly line: string;
}

const ofProblem = (
  { code, message, help, place, details = [] }: Problem,
  stack: string | undefined,
  cwd: string,
): Annotation =>
  annotation("error", code, sentences(stack, [message, ...details].join("\n"), help), place?.location, cwd);

function ofChange(change: ReportedChange, stack: string | undefined, cwd: string): Annotation[] {
  const { reason, trust, actions, attributes, place } = change;
  const what = `${wordsOf(change)} ${subjectOf(change)}`;
  if (reason)
    return [
      annotation(
        "error",
        reason.code,
        sentences(stack, `${what}: ${reason.message}`, reason.help),
        place?.location,
        cwd,
      ),
    ];
  const hurts = actions.some((action) => action === "destroy" || action === "replace");
  if (!hurts && !trust) return [];
  const forcing = attributes.filter((one) => one.forcesReplacement).map(({ name }) => name);
  const why = forcing.length > 0 ? ` (forced by ${forcing.slice(0, 5).join(", ")})` : "";
  const text = `${what}${why}${trust ? `: ${TRUST}` : ""}`;
  return [
    annotation(
      "warning",
      trust ? "trust" : (actions[0] ?? "change"),
      sentences(stack, text),
      place?.location,
      cwd,
    ),
  ];
}

const sentences = (stack: string | undefined, message: string, help?: string): string =>
  `${stack === undefined ? "" : `${stack}: `}${message}${help === undefined ? "" : `\nhelp: ${help}`}`;

function annotation(
  level: Level,
  title: string,
  text: string,
  place: Location | undefined,
  cwd: string,
): Annotation {
  const isFile = place !== undefined && place.file !== STANDARD_INPUT;
  const properties = [...(isFile ? placeProperties(place, cwd) : []), ["title", title] as const];
  const list = properties.map(([name, value]) => `${name}=${escapedProperty(value)}`).join(",");
  return { level, line: `::${level} ${list}::${escaped(text)}` };
}
