import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Request } from "../src/compiler/access/decide";
import { meets, type TextTest } from "../src/compiler/access/text-test";
import { compare, type Relation } from "../src/compiler/diff/compare";
import { textsFor } from "../src/compiler/diff/patterns";
import { ANONYMOUS } from "../src/compiler/diff/requests";
import { type Policy, policyDocument, type Statement } from "../src/compiler/policies/policy";
import { OTHER, ROLE, statement } from "./support/arbitrary-policy";
import { answer, type Call, type Caller as Somebody } from "./support/iam";

// Policies compared over all requests. The judge is the tests' own small IAM, which asks one request after the other.

const CALLERS: readonly Somebody[] = [
  { arn: undefined, account: "", service: "panorama.amazonaws.com" },
  { arn: undefined, account: "", service: "ec2.amazonaws.com" },
  { arn: ROLE, account: "123456789012" },
  { arn: "arn:aws:iam::123456789012:user/a", account: "123456789012" },
  { arn: OTHER, account: "999999999999" },
  { arn: undefined, account: "" },
];
const ACTIONS = ["s3:GetObject", "s3:PutObject", "S3:getobject", "iam:PassRole", "s3:xetObject"];
const RESOURCES = ["arn:aws:s3:::b", "arn:aws:s3:::b/a", "arn:aws:s3:::b/ab", "arn:aws:s3:::c/a", "x", ""];
const TEXTS = [undefined, "", "a", "ab", "xb", "abc"];
const ARNS = [
  undefined,
  "arn:aws:p:us:1:device/d1",
  "arn:aws:p:us:1:device/d2",
  "arn:aws:p:eu:1:device/d1",
  "arn:aws:p:us:1:x:device/d1",
  "arn:aws:p:us:2:device/d1",
];
const FLAGS = [undefined, "true", "false"];

const policy: fc.Arbitrary<Policy> = fc
  .array(statement, { maxLength: 3 })
  .map((statements) => ({ statements }));

/** A policy and one that is near to it, or any other. */
const pair: fc.Arbitrary<[Policy, Policy]> = fc.oneof(
  fc.tuple(policy, policy),
  fc
    .tuple(policy, statement, fc.nat(3))
    .map(
      ([one, more, at]) => [one, { statements: one.statements.toSpliced(at, 1, more) }] as [Policy, Policy],
    ),
  fc
    .tuple(policy, fc.nat(2))
    .map(([one, at]) => [one, { statements: one.statements.toSpliced(at, 1) }] as [Policy, Policy]),
);

function* calls(): Generator<Call> {
  for (const caller of CALLERS)
    for (const action of ACTIONS)
      for (const resource of RESOURCES)
        for (const k of TEXTS)
          for (const arn of ARNS)
            for (const flag of FLAGS)
              yield {
                caller,
                action,
                resource,
                context: {
                  ...(k !== undefined && { k }),
                  ...(arn !== undefined && { "aws:SourceArn": arn }),
                  ...(flag !== undefined && { t: flag }),
                },
              };
}
const ALL = [...calls()];

const RANKS = { denied: 0, silent: 1, allowed: 2 };
const judged = (of: Policy, call: Call) => RANKS[answer(policyDocument(of), call)];

const somebody = (caller: string): Somebody => {
  if (caller.startsWith("arn:")) return { arn: caller, account: caller.split(":")[4] ?? "" };
  return { arn: undefined, account: "", ...(caller !== ANONYMOUS && { service: caller }) };
};
const callOf = ({ caller, action, resource, context }: Request): Call => ({
  caller: somebody(caller),
  action,
  resource,
  context,
});

const RUNS = Number(process.env.DIFF_RUNS ?? 300);

describe("a comparison of two policies", () => {
  it("never calls the same or narrower what lets any request through that was not, and has true witnesses", () => {
    const met = new Map<Relation, number>();
    fc.assert(
      fc.property(
        pair,
        fc.nat(ALL.length - 1),
        fc.constantFrom(1, 7, 31, 101),
        ([before, after], from, step) => {
          const { relation, gained, lost } = compare(before, after, { alone: false });
          if (gained) expect(judged(after, callOf(gained.request))).toBe(RANKS[gained.after]);
          met.set(relation, (met.get(relation) ?? 0) + 1);
          expect(gained !== undefined).toBe(relation === "wider" || relation === "incomparable");
          expect(lost !== undefined).toBe(relation === "narrower" || relation === "incomparable");
          if (gained)
            expect(judged(after, callOf(gained.request))).toBeGreaterThan(
              judged(before, callOf(gained.request)),
            );
          if (lost)
            expect(judged(after, callOf(lost.request))).toBeLessThan(judged(before, callOf(lost.request)));
          for (let n = 0, at = from; n < 400; n++, at = (at + step) % ALL.length) {
            const call = ALL[at] as Call;
            const change = judged(after, call) - judged(before, call);
            if (change > 0)
              expect([relation, call]).toEqual([expect.stringMatching(/wider|incomparable/), call]);
            if (change < 0)
              expect([relation, call]).toEqual([expect.stringMatching(/narrower|incomparable/), call]);
          }
        },
      ),
      { numRuns: RUNS },
    );
    expect([...met.keys()].sort()).toEqual(["incomparable", "narrower", "same", "wider"]);
  });
});

describe("texts that stand for all", () => {
  const test: fc.Arbitrary<TextTest> = fc.record({
    how: fc.constantFrom("is", "like", "arn"),
    text: fc.oneof(
      fc.string({ unit: fc.constantFrom("a", "b", "*", "?", ":"), maxLength: 6 }),
      fc.constantFrom("a:b:c:d:e:f", "a:*:c:?:e:*", "*:*:*:*:*:*", "a:b*:c:d:e:f:*"),
    ),
  });

  it("are all that any text meets, each with a text that does", () => {
    const somewhere = fc.oneof(
      fc.string({ unit: fc.constantFrom("a", "b", "c", ":", "x"), maxLength: 8 }),
      fc.constantFrom("a:b:c:d:e:f", "a:x:c:y:e:", "::::::", "a:b:x:c:d:e:f"),
    );
    fc.assert(
      fc.property(
        fc.array(test, { maxLength: 4 }),
        fc.array(somewhere, { maxLength: 20 }),
        (tests, those) => {
          const of = (one: string) => tests.map((t) => meets(t, one));
          const texts = textsFor(tests);
          const known = new Set(texts.map((one) => of(one).join()));
          expect(known.size).toBe(texts.length);
          for (const one of those) expect(known).toContain(of(one).join());
        },
      ),
      { numRuns: RUNS * 3 },
    );
  });
});

describe("policies that nobody could write into AWS", () => {
  const policy = (statements: readonly Statement[]): Policy => ({ statements });
  const allow = (actions: readonly string[]): Statement => ({ effect: "Allow", actions });

  it.each([
    [
      "patterns",
      policy([allow(Array.from({ length: 1_001 }, (_, n) => `sts:${n}`))]),
      "more than 1000 patterns",
    ],
    [
      "statements",
      policy(Array.from({ length: 501 }, () => allow(["sts:AssumeRole"]))),
      "more than 500 statements",
    ],
    [
      "combinations of patterns",
      policy([allow(Array.from({ length: 900 }, (_, n) => `*${(n * 7919).toString(36)}*${n.toString(2)}*`))]),
      "too many combinations",
    ],
    [
      "combinations of statements",
      policy(
        Array.from({ length: 40 }, (_, n) => ({
          ...allow(["*"]),
          conditions: [{ test: "StringLike" as const, variable: `k${n}`, values: [`${n}`] }],
        })),
      ),
      "too many combinations",
    ],
  ])("are not compared for ever: %s", (_, after, message) => {
    const started = process.cpuUsage();
    expect(() => compare(policy([allow(["s3:Get*"])]), after, { alone: false })).toThrow(message);
    const { user } = process.cpuUsage(started);
    expect(user / 1e6).toBeLessThan(20);
  });
});
