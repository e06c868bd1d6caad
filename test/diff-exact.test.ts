import { describe, expect, it } from "vitest";
import { compare } from "../src/compiler/diff/compare";
import { textsFor } from "../src/compiler/diff/patterns";
import { requestsOf } from "../src/compiler/diff/requests";
import type { Condition, Statement } from "../src/compiler/policies/policy";

// Operators that nearly say the same, and examples that read well: where compare, requests and patterns could be less exact.

const allow = (more: Partial<Statement> = {}): Statement => ({ effect: "Allow", actions: ["*"], ...more });
const when = (test: Condition["test"], variable: string, ...values: string[]): Statement =>
  allow({ conditions: [{ test, variable, values }] });
const relation = (before: Statement, after: Statement) =>
  compare({ statements: [before] }, { statements: [after] }, { alone: true }).relation;

describe("compare: operators", () => {
  const ARN = "arn:aws:p:us-*:1:device/d";
  it.each<[Statement, Statement, string]>([
    [when("StringLike", "k", ARN), when("ArnLike", "k", ARN), "narrower"],
    [when("ArnLike", "k", ARN), when("StringLike", "k", ARN), "wider"],
    [when("ArnEquals", "k", ARN), when("ArnLike", "k", ARN), "same"],
    [when("ArnNotEquals", "k", ARN), when("StringNotLike", "k", ARN), "narrower"],
    [when("StringLike", "k", "a*"), when("StringEquals", "k", "a*"), "narrower"],
    [when("StringEquals", "k", "a?"), when("StringLike", "k", "a?"), "wider"],
    [when("StringEquals", "k", "ab"), when("StringLike", "k", "ab"), "same"],
    [when("StringEquals", "k", "ab"), when("StringEquals", "k", "AB"), "incomparable"],
    [when("StringEquals", "K", "ab"), when("StringEquals", "k", "ab"), "same"],
    [when("Bool", "k", "true"), when("StringEquals", "k", "true"), "narrower"],
    [when("StringEquals", "k", "true"), when("Bool", "k", "true"), "wider"],
    [when("StringEquals", "k", "true", "TRUE"), when("Bool", "k", "TRUE"), "wider"],
    [when("Bool", "k", "True"), when("Bool", "k", "TRUE"), "same"],
    [when("Bool", "k", "false"), when("StringLike", "k", "[Ff]alse"), "incomparable"],
    [when("StringLike", "k", "f????"), when("Bool", "k", "false"), "incomparable"],
    [when("StringNotEquals", "k", "a"), when("StringNotLike", "k", "a*"), "narrower"],
    [when("StringLike", "k", "*"), allow(), "wider"],
    [when("ArnLike", "k", "a:b"), allow(), "wider"],
    [when("ArnLike", "k", "a:b"), when("StringEquals", "k", "a:b"), "wider"],
    [allow({ actions: ["s3:Get*"] }), allow({ actions: ["S3:gET?*"] }), "narrower"],
    [allow({ resources: ["arn:a:b:c:d:*"] }), allow({ resources: ["arn:*:d:*"] }), "wider"],
  ])("%j, then %j: %s", (before, after, wanted) => {
    expect(relation(before, after)).toBe(wanted);
  });
});

describe("requests: examples", () => {
  it("have a word for each run of stars, and a letter for each question mark", () => {
    const resources = (...patterns: string[]) =>
      requestsOf(patterns.map((one) => allow({ resources: [one] }))).map(({ resource }) => resource);
    expect(resources("arn:aws:s3:::b/**/k")).toContain("arn:aws:s3:::b/any/k");
    expect(resources("b-?", "x", "y")).toContain("b-x");
  });

  it("are of accounts that are numbers of twelve digits", () => {
    const callers = (value: string) =>
      requestsOf([when("StringEquals", "aws:PrincipalAccount", value)]).map(({ caller }) => caller);
    for (const value of ["1123456789012", "x123456789012", "123456789012x"])
      expect(callers(value)).toEqual(["arn:aws:iam::999999999999:role/another"]);
    expect(callers("123456789012")).toHaveLength(2);
  });
});

describe("patterns: wildcards of an ARN", () => {
  it.each(["?a:b:c:d:e:f", "*a:b:c:d:e:f"])("take no colon at the start of %s", (text) => {
    const texts = textsFor([
      { how: "arn", text },
      { how: "like", text },
    ]);
    expect(texts).toHaveLength(3);
    expect(texts.filter((one) => one.startsWith(":"))).toHaveLength(1);
  });

  it("take colons in the last part", () => {
    const texts = textsFor([
      { how: "arn", text: "a:b:c:d:e:*" },
      { how: "like", text: "a:b:c:d:e:*" },
    ]);
    expect(texts).toEqual(["", "a:b:c:d:e:"]);
  });
});
