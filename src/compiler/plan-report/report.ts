import type { Location } from "../api";
import type { Path } from "../finding";
import type { Model } from "../model";
import type { StackArtifact } from "../stacks";
import type { AttributeChange } from "./attributes";
import type { Plan } from "./plan";

/** What is done to a resource; an update, say, may come with an import or a move. Those that hurt stand first. */
export const ACTIONS = [
  "destroy",
  "replace",
  "forget",
  "update",
  "import",
  "move",
  "create",
  "unknown",
] as const;
export type Action = (typeof ACTIONS)[number];

/** A place of the spec, and its line as it may be shown. */
export interface Placed {
  readonly location: Location;
  readonly line: string;
}

/** One planned change. All texts out of the plan are as they may be shown. */
export interface ReportedChange {
  readonly address: string;
  readonly actions: readonly Action[];
  /** The address that it had. */
  readonly from?: string;
  /** The id by which it is imported, where the spec says the same. */
  readonly importId?: string;
  /** Whether it changes who may assume the appliance role. */
  readonly trust: boolean;
  readonly attributes: readonly AttributeChange[];
  readonly explained: boolean;
  readonly reason?: Reason;
  readonly place?: Placed;
}

/** Why the spec does not explain something. */
export interface Reason {
  /** Stable and kebab-case: the handle for tools. */
  readonly code: string;
  readonly message: string;
  readonly help?: string;
}

/** What of a plan besides its changes the spec does not explain. */
export interface Problem extends Reason {
  /** What it consists of, where that is much: as many as are told. */
  readonly details?: readonly string[];
  readonly place?: Placed;
}

export interface ReportedPlan {
  /** As the command line names it. */
  readonly file: string;
  /** The stack of the spec that it is of. */
  readonly stack: string | undefined;
  /** Those that hurt first, then by address. */
  readonly changes: readonly ReportedChange[];
  readonly problems: readonly Problem[];
}

export interface PlanReport {
  readonly plans: readonly ReportedPlan[];
  /** Stacks of the spec of which there is no plan. */
  readonly unplanned: readonly string[];
}

/** A plan as the command line names it. */
export interface NamedPlan {
  readonly file: string;
  readonly plan: Plan;
}

/** What the spec compiles to, one stack after the other, and where things stand in it. */
export interface Explained {
  readonly stacks: Iterable<{ readonly artifact: StackArtifact; readonly text: string }>;
  readonly modelOf: (document: string) => Model | undefined;
  /** The place of the first of some paths that the spec has written. */
  readonly place: (document: string, paths: readonly Path[]) => Placed | undefined;
  /** The stack that the plan is of, where the command line names it. */
  readonly stack?: string;
}

/** What the spec does not explain: changes, and what else is wrong. */
export const unexplainedIn = ({ plans }: PlanReport): number =>
  plans.reduce(
    (sum, { changes, problems }) => sum + problems.length + changes.filter((one) => !one.explained).length,
    0,
  );

/** How many changes do each of the actions, and how many change the trust policy. */
export function countsIn({ plans }: PlanReport): Readonly<Record<Action | "trust" | "changes", number>> {
  const changes = plans.flatMap((plan) => plan.changes);
  const counts = Object.fromEntries(
    ACTIONS.map((action) => [action, changes.filter(({ actions }) => actions.includes(action)).length]),
  ) as Record<Action, number>;
  return { ...counts, trust: changes.filter(({ trust }) => trust).length, changes: changes.length };
}

/** What this room does for the command. */
export interface PlanReports {
  /** A plan, or why a file is none: a clause that starts with "it" or "its", and the repair. Never throws. */
  readonly read: (bytes: Uint8Array) => { readonly plan: Plan } | { readonly failure: string };
  /** `undefined` where the spec does not have the stack that is named. */
  readonly report: (plans: readonly NamedPlan[], spec: Explained) => PlanReport | undefined;
  readonly unexplained: (report: PlanReport) => number;
  /** Each takes the folder of the run too, from which annotations name files. */
  readonly formats: Readonly<
    Record<"pretty" | "json" | "markdown" | "github", (report: PlanReport, cwd: string) => string>
  >;
}
