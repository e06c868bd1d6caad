import type {
  PlanReport,
  Problem,
  ReportedChange,
  ReportedPlan,
} from "../../src/compiler/plan-report/report";

// Reports of plans, for what no recorded plan has.

export const change = (more: Partial<ReportedChange> = {}): ReportedChange => ({
  address: "aws_iot_thing.a",
  actions: ["update"],
  trust: false,
  attributes: [],
  explained: true,
  ...more,
});
export const plan = (
  changes: readonly ReportedChange[],
  problems: readonly Problem[] = [],
): ReportedPlan => ({
  file: "plan.json",
  stack: "acme-iam",
  changes,
  problems,
});
export const report = (...plans: ReportedPlan[]): PlanReport => ({ plans, unplanned: [] });
const REASON = { code: "foreign", message: "the spec has nothing at this address", help: "take it out" };
export const foreign = (address: string) => change({ address, explained: false, reason: REASON });
