import fc from "fast-check";
import type { Condition, Statement } from "../../src/compiler/policies/policy";

// Statements of our family, of few names, so that they often meet.

export const ROLE = "arn:aws:iam::123456789012:role/appliance";
export const OTHER = "arn:aws:iam::999999999999:role/other";

const some = <T>(...values: T[]): fc.Arbitrary<T[]> => fc.subarray(values, { minLength: 1, maxLength: 2 });

const condition: fc.Arbitrary<Condition> = fc.oneof(
  fc.record({
    test: fc.constantFrom("StringEquals", "StringNotEquals"),
    variable: fc.constant("k"),
    values: some("a", "ab", "*"),
  }),
  fc.record({
    test: fc.constantFrom("StringLike", "StringNotLike"),
    variable: fc.constant("k"),
    values: some("a*", "?b", "*", "ab", "*b*"),
  }),
  fc.record({
    test: fc.constantFrom("ArnLike", "ArnEquals", "ArnNotEquals"),
    variable: fc.constant("aws:SourceArn"),
    values: some(
      "arn:aws:p:us:1:device/d1",
      "arn:aws:p:*:1:device/*",
      "arn:aws:p:us:?:device/d?",
      "arn:aws:p:us:1:*",
    ),
  }),
  fc.record({
    test: fc.constant("Bool" as const),
    variable: fc.constant("t"),
    values: fc.constantFrom(["true"], ["false"]),
  }),
  fc.record({
    test: fc.constantFrom("ArnEquals", "ArnNotEquals"),
    variable: fc.constant("aws:PrincipalArn"),
    values: some(ROLE, OTHER),
  }),
  fc.record({
    test: fc.constantFrom("StringEquals", "StringNotEquals"),
    variable: fc.constant("aws:PrincipalAccount"),
    values: fc.constant(["123456789012"]),
  }),
);

const named = (patterns: fc.Arbitrary<string[]>, these: string, notThese: string) =>
  fc.oneof(
    { weight: 3, arbitrary: patterns.map((values) => ({ [these]: values })) },
    { weight: 1, arbitrary: patterns.map((values) => ({ [notThese]: values })) },
  );

/** A statement of one or two names of each kind. */
export const statement: fc.Arbitrary<Statement> = fc
  .tuple(
    fc.constantFrom("Allow" as const, "Deny" as const),
    fc.constantFrom(
      undefined,
      [{ type: "Service" as const, identifiers: ["panorama.amazonaws.com"] }],
      [{ type: "AWS" as const, identifiers: ["*"] }],
      [{ type: "AWS" as const, identifiers: [ROLE] }],
      [{ type: "AWS" as const, identifiers: ["arn:aws:iam::123456789012:user/a"] }],
    ),
    named(some("s3:GetObject", "s3:Get*", "s3:*", "*", "s3:?etObject"), "actions", "notActions"),
    named(
      some("arn:aws:s3:::b/*", "arn:aws:s3:::b/a", "*", "arn:aws:s3:::?/a*", "arn:*:b"),
      "resources",
      "notResources",
    ),
    fc.array(condition, { maxLength: 2 }),
  )
  .map(([effect, principals, action, resource, conditions]) => ({
    effect,
    ...(principals && { principals }),
    ...action,
    ...resource,
    // Two conditions with one operator on one key are one in JSON.
    conditions: [...new Map(conditions.map((c) => [`${c.test} ${c.variable}`, c])).values()],
  }));
