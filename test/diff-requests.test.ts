import { describe, expect, it } from "vitest";
import type { Request } from "../src/compiler/access/decide";
import { TooComplex } from "../src/compiler/diff/patterns";
import { requestsOf } from "../src/compiler/diff/requests";
import type { Condition, Principal, Statement } from "../src/compiler/policies/policy";

// Which requests stand for all there are: for each set of statements that any request meets, one that people can read.

const ROLE = "arn:aws:iam::123456789012:role/a";
const STRANGER = "arn:aws:iam::999999999999:role/another";

const allow = (more: Partial<Statement> = {}): Statement => ({ effect: "Allow", actions: ["*"], ...more });
const by = (type: Principal["type"], ...identifiers: string[]): Statement =>
  allow({ principals: [{ type, identifiers }] });
const when = (test: Condition["test"], variable: string, ...values: string[]): Statement =>
  allow({ conditions: [{ test, variable, values }] });

/** Requests in the order in which they are found, by the one part that is looked at. */
const callers = (...statements: Statement[]) => requestsOf(statements).map(({ caller }) => caller);
const contexts = (...statements: Statement[]) => requestsOf(statements).map(({ context }) => context);
const values = (...statements: Statement[]) =>
  contexts(...statements).map((context: Request["context"]) => Object.values(context)[0]);

describe("requests: who asks", () => {
  it("is anybody of another account where nobody is named", () => {
    expect(callers()).toEqual([STRANGER]);
    expect(callers(by("AWS", "*"))).toEqual([STRANGER]);
  });

  it("is each service that is named, and one that is not", () => {
    expect(callers(by("Service", "panorama.amazonaws.com"), by("Service", "ec2.amazonaws.com"))).toEqual([
      "panorama.amazonaws.com",
      "ec2.amazonaws.com",
      STRANGER,
    ]);
  });

  it("is everybody who is named, another of that account, and somebody of another", () => {
    const account = when("StringEquals", "aws:PrincipalAccount", "123456789012");
    expect(callers(by("AWS", ROLE), account)).toEqual([
      ROLE,
      "arn:aws:iam::123456789012:role/another",
      STRANGER,
    ]);
  });

  it("is told by an account alone, or by an ARN in a condition, whose key knows no case", () => {
    expect(callers(when("StringEquals", "AWS:principalACCOUNT", "123456789012"))).toEqual([
      "arn:aws:iam::123456789012:role/another",
      STRANGER,
    ]);
    expect(callers(when("ArnNotEquals", "aws:PRINCIPALARN", ROLE))).toEqual([
      ROLE,
      "arn:aws:iam::123456789012:role/another",
    ]);
  });

  it("is of an account that no statement names", () => {
    const accounts = ["999999999999", "888888888888", "777777777777"];
    const other = (many: number) =>
      callers(when("StringEquals", "aws:PrincipalAccount", ...accounts.slice(0, many))).at(-1);
    expect([0, 1, 2, 3].map(other)).toEqual([
      "arn:aws:iam::999999999999:role/another",
      "arn:aws:iam::888888888888:role/another",
      "arn:aws:iam::777777777777:role/another",
      "arn:aws:iam:::role/another",
    ]);
  });

  it("is a service that no statement names, where services are told from people", () => {
    const people = when("StringLike", "aws:PrincipalAccount", "*");
    const last = (...services: string[]) => callers(by("Service", ...services), people).at(-1);
    expect(callers(people)).toEqual([STRANGER, "another.amazonaws.com"]);
    expect(last("another.amazonaws.com")).toBe("some-other.amazonaws.com");
    expect(last("another.amazonaws.com", "some-other.amazonaws.com")).toBe("no-other.amazonaws.com");
  });

  it("may have no credentials, which AWS tells by an account of a name", () => {
    const [, nobody] = requestsOf([when("StringEquals", "aws:PrincipalAccount", "anonymous")]);
    expect(nobody).toEqual({
      caller: "anonymous",
      action: "sts:AssumeRole",
      resource: "",
      context: { "aws:PrincipalAccount": "anonymous" },
    });
  });

  it.each(["arn:aws:iam::123456789012:role/*", "arn:aws:iam::123456789012:role/?"])(
    "can't be told by a pattern: %s",
    (pattern) => {
      for (const statement of [by("AWS", pattern), when("ArnLike", "aws:PrincipalArn", pattern)])
        expect(() => requestsOf([statement])).toThrow("it tells callers by patterns");
    },
  );
});

describe("requests: what is asked for", () => {
  const actions = (...statements: Statement[]) => requestsOf(statements).map(({ action }) => action);
  const resources = (...statements: Statement[]) => requestsOf(statements).map(({ resource }) => resource);
  const on = (...patterns: string[]): Statement => allow({ resources: patterns });

  it("is an action of each class, whose letters have no case, and one that reads as it is written", () => {
    expect(actions(allow({ actions: ["s3:Get*"] }), allow({ actions: ["S3:GETObject"] }))).toEqual([
      "S3:GETObject",
      "sts:AssumeRole",
      "s3:Get-any",
    ]);
    expect(actions(allow({ actions: ["sts:*"] }))).toEqual(["sts:AssumeRole", "s3:PutObject"]);
    expect(actions(allow({ actions: ["s*"] }))).toEqual(["sts:AssumeRole", "iam:PassRole"]);
    expect(actions({ effect: "Allow", notActions: ["iam:*"] })).toEqual(["sts:AssumeRole", "iam:PassRole"]);
  });

  it("is on a resource that is named, on another, and on one that only a pattern takes", () => {
    expect(resources(on("arn:aws:s3:::b"), on("arn:aws:s3:::b*"))).toEqual([
      "arn:aws:s3:::b",
      "arn:aws:s3:::another-bucket",
      "arn:aws:s3:::b-any",
    ]);
    expect(resources(allow({ notResources: ["arn:aws:s3:::b"] }))).toEqual([
      "arn:aws:s3:::b",
      "arn:aws:s3:::another-bucket",
    ]);
    expect(resources(allow())).toEqual([""]);
  });

  it.each([
    ["arn:aws:iot:*:*:thing/a", "arn:aws:iot:eu-central-1:999999999999:thing/a"],
    ["arn:aws:iot:us-east-1:*:thing/*", "arn:aws:iot:us-east-1:999999999999:thing/any"],
    ["arn:aws:iot:*:123456789012:thing/a", "arn:aws:iot:eu-central-1:123456789012:thing/a"],
    ["arn:aws:s3:::b*/k**", "arn:aws:s3:::bany/k-any"],
    ["arn:aws:s3:::b*", "arn:aws:s3:::b-any"],
    ["arn:aws:x:r:1:a*:b", "arn:aws:x:r:1:a-any:b"],
    ["arn:aws:secretsmanager:r:1:secret:s-??????", "arn:aws:secretsmanager:r:1:secret:s-xxxxxx"],
  ])("is on an example that reads well: %s", (pattern, example) => {
    expect(resources(on(pattern))).toEqual(["arn:aws:s3:::another-bucket", example]);
  });
});

describe("requests: under which conditions", () => {
  it("a key that is missing comes first", () => {
    expect(values(when("StringLike", "s3:prefix", "models/*"))).toEqual([undefined, "models/any"]);
    expect(values(when("StringLike", "s3:prefix", "*"))).toEqual([undefined, "any"]);
  });

  it("a Bool is missing, true or false", () => {
    const secure = (...texts: string[]) => when("Bool", "aws:SecureTransport", ...texts);
    expect(values(secure("false"), secure("TRUE"))).toEqual([undefined, "true", "false"]);
    expect(values(secure("false"))).toEqual([undefined, "false"]);
    expect(values(secure("maybe"))).toEqual([undefined]);
  });

  it("a key that some test as Bool and others as a text has values for both", () => {
    const found = values(
      when("Bool", "k", "True"),
      when("StringEquals", "k", "True"),
      when("StringLike", "k", "T*"),
    );
    expect(found).toEqual([undefined, "true", "True", "TRue", "T-any"]);
  });

  it("keys have no case, and are one key however they are written", () => {
    const found = contexts(
      when("StringEquals", "AWS:sourceaccount", "999999999999"),
      when("StringEquals", "aws:SourceAccount", "123456789012"),
    );
    expect(found).toEqual([
      { "aws:SourceAccount": "999999999999" },
      { "aws:SourceAccount": "888888888888" },
      { "aws:SourceAccount": "123456789012" },
    ]);
  });

  it("somebody else's account is more telling than one's own, and any more than none", () => {
    const own = when("StringEquals", "aws:SourceAccount", "123456789012");
    expect(values(own)).toEqual(["999999999999", "123456789012"]);
    expect(values(own, when("StringNotLike", "aws:SourceAccount", "*"))).toEqual([
      "999999999999",
      "123456789012",
      undefined,
    ]);
  });

  it("another Region is more telling than another device, and that more than another account", () => {
    const source = (place: string) => when("ArnLike", "aws:SourceArn", `arn:aws:panorama:${place}`);
    expect(
      values(
        source("us-east-1:123456789012:device/device-a"),
        source("us-east-1:123456789012:device/*"),
        source("*:123456789012:device/*"),
        source("*:*:device/*"),
        when("StringNotLike", "aws:SourceArn", "*"),
      ),
    ).toEqual([
      "arn:aws:panorama:eu-central-1:123456789012:device/device-a",
      "arn:aws:panorama:eu-central-1:999999999999:device/any",
      "any",
      "arn:aws:panorama:us-east-1:123456789012:device/device-any",
      "arn:aws:panorama:us-east-1:123456789012:device/device-a",
      undefined,
    ]);
  });

  it("an ARN's parts are each for themselves, but for a StringLike", () => {
    const five = "arn:aws:p:r:1:a:device/b";
    const found = (test: Condition["test"]) =>
      values(when(test, "k", "arn:aws:p:*:device/b"), when("StringEquals", "k", five));
    expect(found("StringLike")).toContain("arn:aws:p:eu-central-1:device/b");
    expect(found("ArnLike")).not.toContain("arn:aws:p:eu-central-1:device/b");
  });

  it("each set of statements has one request, and all that can be together have theirs", () => {
    const found = contexts(
      when("StringEquals", "a", "1"),
      when("StringEquals", "b", "1"),
      when("StringNotEquals", "a", "1"),
    );
    expect(found).toEqual([{}, { b: "1" }, { a: "1" }, { a: "1", b: "1" }]);
  });

  it("are not looked for without end", () => {
    const same = (many: number) => Array.from({ length: many }, () => allow());
    expect(requestsOf(same(500))).toHaveLength(1);
    expect(() => requestsOf(same(501))).toThrow(new TooComplex("it has more than 500 statements"));
  });
});
