import { isObject, type JsonObject, listOf, own } from "../json/unchecked";
import { evaluated } from "./configuration";

/** The names that aws_iam_policy_document has for the parts of a statement, and those of a policy. */
const PARTS = {
  actions: "Action",
  not_actions: "NotAction",
  resources: "Resource",
  not_resources: "NotResource",
} as const;

/** The policy that the provider makes of our data source, as far as comparing needs it. */
export function renderedPolicy(block: JsonObject): string {
  const statements = evaluated(block.statement);
  const Statement = (Array.isArray(statements) ? statements : []).filter(isObject).map(statementOf);
  return JSON.stringify({ Version: "2012-10-17", Statement });
}

function statementOf(block: JsonObject): JsonObject {
  const parts = Object.entries(PARTS).flatMap(([ours, name]) => {
    const value = own(block, ours);
    return value === undefined ? [] : [[name, value] as const];
  });
  const principals = listOf(own(block, "principals")).map((one) => [
    own(one, "type"),
    own(one, "identifiers"),
  ]);
  return {
    Effect: own(block, "effect"),
    ...(own(block, "sid") !== undefined && { Sid: own(block, "sid") }),
    ...Object.fromEntries(parts),
    ...(principals.length > 0 && { Principal: Object.fromEntries(principals) }),
    ...conditionOf(listOf(own(block, "condition"))),
  };
}

function conditionOf(conditions: readonly unknown[]): JsonObject {
  const tests = new Map<string, [variable: string, values: unknown][]>();
  for (const condition of conditions) {
    const test = String(own(condition, "test"));
    const pair: [string, unknown] = [String(own(condition, "variable")), own(condition, "values")];
    tests.set(test, [...(tests.get(test) ?? []), pair]);
  }
  if (tests.size === 0) return {};
  return {
    Condition: Object.fromEntries([...tests].map(([test, pairs]) => [test, Object.fromEntries(pairs)])),
  };
}
