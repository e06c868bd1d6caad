import { planReports } from "../../src/compiler/plan-report";
import { type CompiledStack, compiledStack } from "../../src/compiler/plan-report/compiled";
import type { Change, Configuration, Plan } from "../../src/compiler/plan-report/plan";
import type { StackArtifact } from "../../src/compiler/stacks";

// Stacks and plans of a few blocks, for what no recorded plan has.

export const stackOf = (json: unknown): CompiledStack =>
  compiledStack(
    { name: "acme", document: "acme", region: "us-east-1" } as StackArtifact,
    JSON.stringify(json),
  );

/** An update of a role that changes nothing. */
export const changeOf = (more: Partial<Change>): Change => ({
  address: "aws_iam_role.a",
  previousAddress: undefined,
  type: "aws_iam_role",
  isData: false,
  isDeposed: false,
  actions: ["update"],
  why: undefined,
  before: {},
  after: {},
  afterUnknown: {},
  beforeSensitive: {},
  afterSensitive: {},
  replacePaths: [],
  importId: undefined,
  ...more,
});

export const planOf = (configuration: Partial<Configuration>, more: Partial<Plan> = {}): Plan => ({
  complete: true,
  errored: false,
  changes: [],
  drift: [],
  outputs: new Map(),
  deferred: [],
  actions: [],
  failedChecks: [],
  configuration: {
    providers: [],
    resources: new Map(),
    outputs: new Map(),
    variables: new Map(),
    modules: [],
    ...configuration,
  },
  ...more,
});

// biome-ignore lint/suspicious/noExplicitAny: JSON that tests take apart
export type Json = any;

const read = (json: unknown) =>
  planReports.read(new TextEncoder().encode(typeof json === "string" ? json : JSON.stringify(json)));

/** Why a text, or some JSON, is no plan. */
export function failure(json: unknown): string {
  const found = read(json);
  return "failure" in found ? found.failure : "a plan";
}

export function readPlan(json: unknown): Plan {
  const found = read(json);
  if ("failure" in found) throw new Error(found.failure);
  return found.plan;
}

/** As little as a plan may have, and more. */
export const planJson = (more: Json = {}): Json => ({
  format_version: "1.2",
  configuration: { root_module: {} },
  ...more,
});

/** One of its changes; `inside`: what it does. */
export const changeJson = (more: Json = {}, inside: Json = {}): Json => ({
  address: "aws_iot_thing.a",
  type: "aws_iot_thing",
  mode: "managed",
  change: { actions: ["update"], before: null, after: {}, ...inside },
  ...more,
});
