import { counted, listed } from "../text";
import type { AttributeChange } from "./attributes";
import {
  ACTIONS,
  type Action,
  countsIn,
  type PlanReport,
  type ReportedChange,
  unexplainedIn,
} from "./report";

/** Terraform's own signs and words; moving and importing have none, and get ours. */
const SIGNS: Readonly<Record<Action, string>> = {
  create: "+",
  update: "~",
  replace: "-/+",
  destroy: "-",
  forget: ".",
  import: "<-",
  move: "->",
  unknown: "?",
};

const WORDS: Readonly<Record<Action, string>> = {
  create: "create",
  update: "update in place",
  replace: "replace",
  destroy: "destroy",
  forget: "forget (AWS keeps it)",
  import: "import",
  move: "move",
  unknown: "unknown action",
};

/** `-/+`, by the first action, which is the one that hurts most. */
export const signOf = ({ actions }: ReportedChange): string => SIGNS[actions[0] ?? "unknown"];

/** `update in place and import`. */
export const wordsOf = ({ actions }: ReportedChange): string =>
  listed(actions.map((action) => WORDS[action]));

/** `aws_iot_thing.gate, from aws_iot_thing.dock-3`, or with the id by which it is imported. */
export const subjectOf = ({ address, from, importId }: ReportedChange): string =>
  `${address}${from === undefined ? "" : `, from ${from}`}${importId === undefined ? "" : `, by the id ${importId}`}`;

const COUNTED: Readonly<Record<Action, string>> = {
  destroy: "to destroy",
  replace: "to replace",
  forget: "to forget",
  update: "to update in place",
  import: "to import",
  move: "to move",
  create: "to create",
  unknown: "unknown",
};

/** `1 to destroy, 2 to create`: what hurts first. */
export function tallyOf(report: PlanReport): string {
  const counts = countsIn(report);
  const parts = ACTIONS.filter((action) => counts[action] > 0).map((one) => `${counts[one]} ${COUNTED[one]}`);
  return parts.length === 0 ? "no changes" : parts.join(", ");
}

/** The answer in one sentence. */
export function verdictOf(report: PlanReport): string {
  const { changes } = countsIn(report);
  const unexplained = unexplainedIn(report);
  if (unexplained > 0) return `the spec does not explain ${counted(unexplained, "point")}`;
  return changes === 0 ? "nothing changes, as the spec says" : "the spec explains every change";
}

/** What is said when an update changes who may assume the role. */
export const TRUST = "changes who may assume the appliance role";

/** How many lines of a policy are told of each side. */
const MOST_LINES = 12;

/** An attribute's change in lines: the first has its name, those below are of its policy. */
export function attributeLines(change: AttributeChange): string[] {
  const { name, forcesReplacement, hidden, before, after, afterUnknown, policy } = change;
  const forces = forcesReplacement ? "  # forces replacement" : "";
  if (hidden !== undefined)
    return [`${name}: (${hidden === "sensitive" ? "sensitive, " : ""}value not shown)${forces}`];
  if (policy) return [`${name}:${forces}`, ...signed("-", policy.removed), ...signed("+", policy.added)];
  const now = afterUnknown ? "(known after apply)" : (after ?? "(none)");
  return [`${name}: ${before ?? "(none)"} -> ${now}${forces}`];
}

function signed(sign: string, lines: readonly string[]): string[] {
  const shown = lines.slice(0, MOST_LINES).map((line) => `  ${sign} ${line}`);
  const more = lines.length - shown.length;
  return more > 0 ? [...shown, `  ${sign} ${more} more`] : shown;
}

/** Stacks of which there is no plan, as a sentence. */
export function unplannedWords({ unplanned }: PlanReport): string {
  const shown = unplanned.slice(0, 5);
  const more = unplanned.length - shown.length;
  const names = listed([...shown, ...(more > 0 ? [`${more} more`] : [])]);
  return `No plan was named of ${names}.`;
}

/** The first change of each code with its help: a folder of foreign resources needs it once. */
export function withHelpOnce(changes: readonly ReportedChange[]): ReportedChange[] {
  const told = new Set<string>();
  return changes.map((change) => {
    const help = change.reason?.help;
    if (change.reason === undefined || help === undefined) return change;
    if (told.has(help))
      return { ...change, reason: { code: change.reason.code, message: change.reason.message } };
    told.add(help);
    return change;
  });
}
