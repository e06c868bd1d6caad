import { spawnSync } from "node:child_process";
import fc from "fast-check";
import { expect, it } from "vitest";
import { decide, type Request } from "../../src/compiler/access/decide";
import { type Policy, policyDocument, type Statement } from "../../src/compiler/policies/policy";
import { answer } from "../support/iam";
import { describeWithTerraform, findEngine } from "./engine";

// A third opinion beside the compiler's evaluator and that of the tests: the emulator's enforcement of IAM, which others
// wrote. It knows actions, resources and StringEquals; a pattern is a regular expression to it, so that texts hold none
// of their signs.

const SCRIPT = `
import json, sys
from moto.iam.access_control import IAMPolicy
print(json.dumps([
    IAMPolicy(json.dumps(case["policy"])).is_action_permitted(
        case["action"], case["resource"], incoming_condition_values=case["context"]).name
    for case in json.load(sys.stdin)]))
`;

const ANSWERS = { PERMITTED: "allowed", DENIED: "denied", NEUTRAL: "silent" } as const;

interface Case {
  readonly policy: Policy;
  readonly request: Request;
}

function askEmulator(cases: readonly Case[]): string[] {
  const engine = findEngine();
  const python = engine.available ? engine.python : "python3";
  const input = JSON.stringify(
    cases.map(({ policy, request: { action, resource, context } }) => ({
      policy: policyDocument(policy),
      action,
      resource,
      context,
    })),
  );
  const { stdout, stderr, status } = spawnSync(python, ["-c", SCRIPT], {
    input,
    encoding: "utf8",
    maxBuffer: 2 ** 28,
  });
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  return (JSON.parse(stdout) as (keyof typeof ANSWERS)[]).map((name) => ANSWERS[name]);
}

const some = (...values: string[]) => fc.subarray(values, { minLength: 1 });
const action = some("s3:GetObject", "s3:Get*", "s3:*", "*", "s3:*Object", "kms:Decrypt");
const statement: fc.Arbitrary<Statement> = fc
  .tuple(
    fc.constantFrom("Allow" as const, "Allow" as const, "Deny" as const),
    fc.oneof(
      action.map((actions) => ({ actions })),
      action.map((notActions) => ({ notActions })),
    ),
    some("arn:aws:s3:::b/*", "arn:aws:s3:::b/a", "*", "arn:aws:s3:::*/a*", "arn:*:b", "arn:aws:s3:::b"),
  )
  .map(([effect, which, resources]) => ({ effect, ...which, resources }));

const request = fc.record({
  caller: fc.constant("arn:aws:iam::123456789012:role/r"),
  action: fc.constantFrom("s3:GetObject", "s3:PutObject", "s3:GetBucket", "kms:Decrypt", "iam:PassRole"),
  resource: fc.constantFrom(
    "arn:aws:s3:::b",
    "arn:aws:s3:::b/a",
    "arn:aws:s3:::b/ab",
    "arn:aws:s3:::c/a",
    "x",
  ),
  context: fc.record({ a: fc.constantFrom("1", "2", "3"), b: fc.constantFrom("1", "2") }),
});

const conditions = fc
  .record({ a: fc.option(some("1", "2")), b: fc.option(some("1", "3")) })
  .map(({ a, b }) =>
    Object.entries({ a, b }).flatMap(([variable, values]) =>
      values === null ? [] : [{ test: "StringEquals" as const, variable, values }],
    ),
  );

describeWithTerraform("requests, asked of the emulator's IAM too", () => {
  const RUNS = 5_000;

  it("actions and resources, allowed and denied", () => {
    const cases = fc.sample(
      fc.record({
        policy: fc.record({ statements: fc.array(statement, { minLength: 1, maxLength: 4 }) }),
        request,
      }),
      RUNS,
    );
    const theirs = askEmulator(cases);
    expect(cases.map(({ policy, request: one }) => decide(policy, one).answer)).toEqual(theirs);
    expect(cases.map(({ policy, request: one }) => answer(policyDocument(policy), callOf(one)))).toEqual(
      theirs,
    );
    expect(new Set(theirs).size).toBe(3);
  });

  it("StringEquals, one statement at a time: what is not met counts as a Deny there", () => {
    const cases = fc.sample(
      fc.tuple(statement, conditions, request).map(
        ([{ effect: _, ...rest }, wanted, one]): Case => ({
          policy: { statements: [{ ...rest, effect: "Allow", conditions: wanted }] },
          request: one,
        }),
      ),
      RUNS,
    );
    const theirs = askEmulator(cases).map((one) => one === "allowed");
    expect(cases.map(({ policy, request: one }) => decide(policy, one).answer === "allowed")).toEqual(theirs);
    expect(
      cases.map(({ policy, request: one }) => answer(policyDocument(policy), callOf(one)) === "allowed"),
    ).toEqual(theirs);
    expect(new Set(theirs).size).toBe(2);
  });
});

const callOf = ({ caller, ...rest }: Request) => ({
  caller: { arn: caller, account: "123456789012" },
  ...rest,
});
