import { describe, expect, it } from "vitest";
import { isUnknown, NOTHING, policyOf } from "../src/compiler/diff/statements";
import { OWN_THING, ownThing, THING } from "../src/compiler/diff/things";
import type { Statement } from "../src/compiler/policies/policy";

// What of an edited aws_iam_policy_document is understood, and why the rest is not: never taken for less than it says.

const ARN = "arn:aws:iam::123456789012:role/a";
/** The one statement of a document, or why there is none. */
function read(statement: unknown, ofThings = false): Statement | string | undefined {
  const policy = policyOf({ statement: [statement] }, ofThings);
  return isUnknown(policy) ? policy.unknown : policy.statements[0];
}

describe("statements of a data source", () => {
  it("say all that they say", () => {
    const data = {
      sid: "A",
      effect: "Deny",
      not_actions: ["s3:Get*"],
      not_resources: ["arn:aws:s3:::b"],
      principals: [
        { type: "AWS", identifiers: ["*", ARN, "arn:aws:iam::123456789012:user/x/y"] },
        { type: "Service", identifiers: ["ec2.amazonaws.com"] },
      ],
      condition: [
        { test: "StringLike", variable: "k", values: ["a", "$b%"] },
        { test: "StringEquals", variable: "k", values: ["x"] },
        { test: "Bool", variable: "t", values: ["true"] },
      ],
      "//": "not looked at",
    };
    expect(policyOf({ statement: [data], "//": 1 })).toEqual({
      statements: [
        {
          sid: "A",
          effect: "Deny",
          notActions: ["s3:Get*"],
          notResources: ["arn:aws:s3:::b"],
          principals: data.principals,
          conditions: data.condition,
        },
      ],
    });
  });

  it("need not say much, and one may stand without its list", () => {
    const only = { effect: "Allow", actions: ["s3:*"] };
    expect(policyOf({ statement: { actions: "s3:*" } })).toEqual({ statements: [only] });
    expect(policyOf({ statement: { actions: ["s3:*"], sid: 1 } })).toEqual({ statements: [only] });
    expect(policyOf({})).toEqual({ statements: [] });
    const principals = { type: "Service", identifiers: "a.amazonaws.com" };
    expect(read({ actions: ["a"], principals })).toMatchObject({
      principals: [{ type: "Service", identifiers: ["a.amazonaws.com"] }],
    });
    const condition = { test: "Bool", variable: "t", values: "TRUE" };
    expect(read({ actions: ["a"], condition })).toMatchObject({
      conditions: [{ test: "Bool", variable: "t", values: ["TRUE"] }],
    });
  });

  const base = { effect: "Allow", actions: ["s3:*"] };
  it.each([
    ["another element", { ...base, not_principals: [] }, "a statement has not_principals"],
    ["an effect in small letters", { ...base, effect: "allow" }, "another effect than Allow and Deny"],
    ["an effect of null", { ...base, effect: null }, "another effect than Allow and Deny"],
    ["no action", { effect: "Allow" }, "a statement has not just one of actions and not_actions"],
    [
      "actions twice",
      { ...base, not_actions: ["a"] },
      "a statement has not just one of actions and not_actions",
    ],
    [
      "resources twice",
      { ...base, resources: ["a"], not_resources: ["b"] },
      "a statement has resources and not_resources",
    ],
    ["no text", { ...base, actions: [1] }, "actions holds what is no text"],
    ["an empty list", { ...base, not_resources: [] }, "not_resources is empty"],
    ["no resource at all", { ...base, resources: [] }, "resources is empty"],
    [
      "AWS's variable",
      { ...base, resources: ["${aws:username}"] },
      "resources holds a variable, a template or a reference",
    ],
    ["the data source's", { ...base, actions: ["&{a}"] }, "actions holds a variable"],
    ["a template", { effect: "Allow", not_actions: ["%{if}"] }, "not_actions holds a variable"],
    ["null for a list", { ...base, resources: null }, "resources holds what is no text"],
    [
      "another principal",
      { ...base, principals: [{ type: "Federated", identifiers: ["a"] }] },
      "a principal is neither a service nor of AWS",
    ],
    ["no principal", { ...base, principals: [{ type: "AWS", identifiers: [] }] }, "principals is empty"],
    ["principals left out", { ...base, principals: [{ type: "AWS" }] }, "principals is empty"],
    ["no text as one", { ...base, principals: [{ type: "AWS", identifiers: [1] }] }, "principals holds what"],
    [
      "another operator",
      { ...base, condition: [{ test: "IpAddress", variable: "k", values: ["a"] }] },
      "a condition has another operator",
    ],
    [
      "no operator",
      { ...base, condition: [{ variable: "k", values: ["a"] }] },
      "a condition has another operator",
    ],
    ["no key", { ...base, condition: [{ test: "Bool", values: ["true"] }] }, "a condition has no key"],
    [
      "a variable as key",
      { ...base, condition: [{ test: "Bool", variable: "${k}", values: ["true"] }] },
      "variable holds a variable",
    ],
    ["no value", { ...base, condition: [{ test: "Bool", variable: "k", values: [] }] }, "values is empty"],
    ["values left out", { ...base, condition: [{ test: "Bool", variable: "k" }] }, "values is empty"],
    [
      "a number for a value",
      { ...base, condition: [{ test: "Bool", variable: "k", values: [true] }] },
      "values holds what is no text",
    ],
    [
      "a Bool that is none",
      { ...base, condition: [{ test: "Bool", variable: "k", values: ["true", "xtrue"] }] },
      "a Bool is neither true nor false",
    ],
    [
      "a Bool that goes on",
      { ...base, condition: [{ test: "Bool", variable: "k", values: ["falsey"] }] },
      "a Bool is neither true nor false",
    ],
    [
      "one operator twice on one key",
      {
        ...base,
        condition: [
          { test: "StringLike", variable: "aws:SourceArn", values: ["a"] },
          { test: "StringLike", variable: "AWS:sourcearn", values: ["b"] },
        ],
      },
      "a statement has two conditions with one operator on one key",
    ],
  ])("are not understood with %s", (_, statement, why) => {
    expect(read(statement)).toContain(why);
  });

  it.each([
    "123456789012",
    "arn:aws:iam::123456789012:root",
    "arn:aws:iam::123456789012:role/",
    "arn:aws:iam::123456789012:role/*",
    "arn:aws:iam::123456789012:role/a?",
    "arn:aws:iam::12345678901:role/a",
    "arn:aws:iam::1234567890123:role/a",
    "arn:aws:iam::123456789012:group/a",
    "arn:aws:sts::123456789012:assumed-role/a/b",
    "xarn:aws:iam::123456789012:role/a",
    "**",
    "AROAEXAMPLE",
  ])("are not understood with %s as principal", (id) => {
    const why = "a principal is neither a service, a role, a user nor everybody";
    expect(read({ ...base, principals: [{ type: "AWS", identifiers: [ARN, id] }] })).toBe(why);
  });

  it("are not understood with a service of wildcards", () => {
    const of = (id: string) => read({ ...base, principals: [{ type: "Service", identifiers: [id] }] });
    for (const id of ["*", "a?.amazonaws.com"]) expect(of(id)).toContain("neither a service");
    expect(of("ec2.amazonaws.com.cn")).not.toBeTypeOf("string");
  });

  it("are of a document that has nothing else", () => {
    const unknown = (data: Record<string, unknown>) => policyOf({ statement: [base], ...data });
    expect(unknown({ source_policy_documents: ["{}"] })).toEqual({
      unknown: "it has source_policy_documents",
    });
    expect(unknown({ version: "2012-10-17" })).toEqual({ unknown: "it has version" });
    expect(isUnknown(policyOf({ statement: [base, 1] }))).toBe(true);
    expect(isUnknown(NOTHING)).toBe(false);
  });

  it("may name a certificate's own thing in resources of an IoT policy, and nowhere else", () => {
    const own = `$${THING}`;
    expect(THING).toBe("${iot:Connection.Thing.ThingName}");
    expect(read({ ...base, resources: [`arn:x/${own}`] }, true)).toMatchObject({
      resources: [`arn:x/${THING}`],
    });
    expect(read({ ...base, resources: [`arn:x/${own}`] })).toContain("holds a variable");
    expect(read({ ...base, actions: [own] }, true)).toContain("actions holds a variable");
    expect(read({ effect: "Deny", actions: ["a"], not_resources: [own] }, true)).toContain(
      "holds a variable",
    );
    expect(read({ ...base, resources: [`${own}/${own}/\${a}`] }, true)).toContain("holds a variable");
    expect(read({ ...base, resources: [THING] }, true)).toContain("holds a variable");
  });
});

describe("things of a certificate", () => {
  const attached = { test: "Bool", variable: "iot:Connection.Thing.IsAttached", values: ["true"] };
  const named = (statement: Partial<Statement>) =>
    ownThing({ statements: [{ effect: "Allow", actions: ["iot:*"], ...statement }] }).statements[0];

  it("the own one is a name, and there is one where it is asked for", () => {
    expect(named({ resources: [`a/${THING}/${THING}`, "b"] })).toEqual({
      effect: "Allow",
      actions: ["iot:*"],
      resources: [`a/${OWN_THING}/${OWN_THING}`, "b"],
      conditions: [attached],
    });
    const other = { test: "StringLike", variable: "k", values: ["a"] } as const;
    expect(named({ resources: [THING], conditions: [other] })?.conditions).toEqual([other, attached]);
    const said = [other, { ...attached, test: "Bool" as const, values: ["false"] }];
    expect(named({ resources: [THING], conditions: said })?.conditions).toEqual(said);
  });

  it("any other statement is as it was", () => {
    const statement = { effect: "Allow", actions: ["iot:*"], resources: ["a"] } as const;
    expect(ownThing({ statements: [statement] }).statements[0]).toBe(statement);
    expect(named({ notResources: [THING] })).not.toHaveProperty("conditions");
  });
});
