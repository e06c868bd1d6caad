/**
 * Policies as data: the closed family of statements that the compiler makes.
 * Grammar: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
export interface Policy {
  readonly statements: readonly Statement[];
}

export interface Statement {
  readonly sid?: string;
  readonly effect: "Allow" | "Deny";
  readonly principals?: readonly Principal[];
  /** Exactly one of these two. */
  readonly actions?: readonly string[];
  readonly notActions?: readonly string[];
  /** At most one of these two. */
  readonly resources?: readonly string[];
  readonly notResources?: readonly string[];
  readonly conditions?: readonly Condition[];
}

/** Everybody, also without credentials: only for a `Deny`. */
export const EVERYBODY: Principal = { type: "AWS", identifiers: ["*"] };

export interface Principal {
  readonly type: "Service" | "AWS";
  readonly identifiers: readonly string[];
}

/** One operator on one key. Values are alternatives; the conditions of a statement must all hold. */
export interface Condition {
  readonly test:
    | "StringEquals"
    | "StringNotEquals"
    | "StringLike"
    | "StringNotLike"
    | "ArnEquals"
    | "ArnNotEquals"
    | "ArnLike"
    | "Bool";
  readonly variable: string;
  readonly values: readonly string[];
}

type Json = string | readonly string[] | { readonly [key: string]: Json };

/** A policy as the JSON document that AWS keeps: as `aws_iam_policy_document` renders it, single values without a list. */
export function policyDocument(policy: Policy): {
  Version: string;
  Statement: readonly Record<string, Json>[];
} {
  return { Version: "2012-10-17", Statement: policy.statements.map(statementDocument) };
}

/**
 * How many characters AWS counts against a policy's quota: all but white space.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html#reference_iam-quotas-entity-length
 */
export function policySize(policy: Policy): number {
  return JSON.stringify(policyDocument(policy)).replace(/\s/g, "").length;
}

function statementDocument(statement: Statement): Record<string, Json> {
  const { sid, effect, principals, actions, notActions, resources, notResources, conditions } = statement;
  return {
    ...(sid !== undefined && { Sid: sid }),
    Effect: effect,
    ...(actions && { Action: oneOrMany(actions) }),
    ...(notActions && { NotAction: oneOrMany(notActions) }),
    ...(resources && { Resource: oneOrMany(resources) }),
    ...(notResources && { NotResource: oneOrMany(notResources) }),
    ...(principals && {
      Principal: Object.fromEntries(principals.map((p) => [p.type, oneOrMany(p.identifiers)])),
    }),
    ...(conditions && { Condition: conditionDocument(conditions) }),
  };
}

function conditionDocument(conditions: readonly Condition[]): Json {
  const operators: Record<string, Record<string, Json>> = {};
  for (const { test, variable, values } of conditions) {
    operators[test] = { ...operators[test], [variable]: oneOrMany(values) };
  }
  return operators;
}

const oneOrMany = (values: readonly string[]): Json =>
  values.length === 1 ? (values[0] ?? "") : [...values].sort();
