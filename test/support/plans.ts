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
    variables: [],
    modules: [],
    ...configuration,
  },
  ...more,
});
