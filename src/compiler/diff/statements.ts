import { mappingOf, unescaped } from "../json/unchecked";
import type { Condition, Policy, Principal, Statement } from "../policies/policy";
import { listOf, type Mapping } from "./stack";
import { THING } from "./things";

/** A policy that the comparison does not know: why. */
export interface Unknown {
  readonly unknown: string;
}

export const isUnknown = (policy: Policy | Unknown): policy is Unknown => "unknown" in policy;

/** A policy that denies everything to everybody: what stands where there is nothing to ask. */
export const NOTHING: Policy = { statements: [{ effect: "Deny", actions: ["*"], resources: ["*"] }] };

const KNOWN = [
  "sid",
  "effect",
  "actions",
  "not_actions",
  "resources",
  "not_resources",
  "principals",
  "condition",
];

const TESTS: readonly string[] = [
  "StringEquals",
  "StringNotEquals",
  "StringLike",
  "StringNotLike",
  "ArnEquals",
  "ArnNotEquals",
  "ArnLike",
  "Bool",
] satisfies Condition["test"][];

/**
 * The policy that an `aws_iam_policy_document` says, or why it is none of those that the compiler makes: somebody may
 * have edited it, and what is not understood is never called the same or narrower.
 * `ofThings`: whether it may name the thing of a certificate by AWS IoT's variable.
 * https://registry.terraform.io/providers/hashicorp/aws/latest/docs/data-sources/iam_policy_document
 */
export function policyOf(data: Mapping, ofThings = false): Policy | Unknown {
  const odd = Object.keys(data).find((key) => key !== "statement" && key !== "//");
  if (odd !== undefined) return { unknown: `it has ${odd}` };
  try {
    return {
      statements: listOf(data.statement).map((statement) => statementOf(mappingOf(statement), ofThings)),
    };
  } catch (error) {
    if (error instanceof Odd) return { unknown: error.message };
    throw error;
  }
}

class Odd extends Error {}

function statementOf(data: Mapping, ofThings: boolean): Statement {
  const odd = Object.keys(data).find((key) => !KNOWN.includes(key) && key !== "//");
  if (odd !== undefined) throw new Odd(`a statement has ${odd}`);
  const { effect = "Allow" } = data;
  if (effect !== "Allow" && effect !== "Deny")
    throw new Odd("a statement has another effect than Allow and Deny");
  const lists = {
    actions: texts(data.actions, "actions"),
    notActions: texts(data.not_actions, "not_actions"),
    resources: texts(data.resources, "resources", ofThings),
    notResources: texts(data.not_resources, "not_resources"),
  };
  if ((lists.actions === undefined) === (lists.notActions === undefined))
    throw new Odd("a statement has not just one of actions and not_actions");
  if (lists.resources && lists.notResources) throw new Odd("a statement has resources and not_resources");
  const principals = listOf(data.principals).map((principal) => principalOf(mappingOf(principal)));
  const conditions = listOf(data.condition).map((condition) => conditionOf(mappingOf(condition)));
  const given = Object.entries(lists).filter(([, list]) => list !== undefined);
  const twice = new Set(conditions.map(({ test, variable }) => `${test} ${variable.toLowerCase()}`));
  if (twice.size < conditions.length)
    throw new Odd("a statement has two conditions with one operator on one key");
  return {
    ...(typeof data.sid === "string" && { sid: data.sid }),
    effect,
    ...Object.fromEntries(given),
    ...(principals.length > 0 && { principals }),
    ...(conditions.length > 0 && { conditions }),
  };
}

/** Texts that mean what they say: nothing that Terraform, the data source or AWS puts something in the place of. */
function texts(value: unknown, what: string, ofThings = false): string[] | undefined {
  if (value === undefined) return undefined;
  const items = listOf(value).map((item) => {
    if (typeof item !== "string") throw new Odd(`${what} holds what is no text`);
    const own = ofThings ? item.replaceAll(`$${THING}`, "") : item;
    if (/[$%&]\{/.test(own)) throw new Odd(`${what} holds a variable, a template or a reference`);
    return unescaped(item);
  });
  if (items.length === 0) throw new Odd(`${what} is empty`); // the data source leaves it out
  return items;
}

/** Accounts as a whole let in whomever their own policies do: a question that no policy here answers. */
function principalOf({ type, identifiers }: Mapping): Principal {
  const ids = texts(identifiers ?? [], "principals") ?? [];
  if (type !== "Service" && type !== "AWS") throw new Odd("a principal is neither a service nor of AWS");
  const isKnown = (id: string) => id === "*" || /^arn:aws:iam::\d{12}:(role|user)\/[^*?]+$/.test(id);
  const strange = type === "AWS" ? ids.find((id) => !isKnown(id)) : ids.find((id) => /[*?]/.test(id));
  if (strange !== undefined) throw new Odd("a principal is neither a service, a role, a user nor everybody");
  return { type, identifiers: ids };
}

function conditionOf({ test, variable, values }: Mapping): Condition {
  if (typeof test !== "string" || !TESTS.includes(test)) throw new Odd("a condition has another operator");
  const [key] = texts(variable, "variable") ?? [];
  if (key === undefined) throw new Odd("a condition has no key");
  const list = texts(values ?? [], "values") ?? [];
  if (test === "Bool" && !list.every((one) => /^(true|false)$/i.test(one)))
    throw new Odd("a Bool is neither true nor false");
  return { test: test as Condition["test"], variable: key, values: list };
}
