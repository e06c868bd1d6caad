import { describe, expect, it } from "vitest";
import { agrees, disagreeing, isIgnored, isUnknown } from "../src/compiler/plan-report/agrees";
import { canonical, policyIn } from "../src/compiler/plan-report/canonical";
import type { Change } from "../src/compiler/plan-report/plan";
import { renderedPolicy } from "../src/compiler/plan-report/rendered-policy";
import { changeOf, stackOf } from "./support/plans";

// Values of a plan beside those of a stack: what means the same, what is shown, and what never is.

describe("canonical values", () => {
  const same = (...values: unknown[]) => new Set(values.map(canonical)).size === 1;

  it("are the same for what is empty, and for no order of a list", () => {
    expect(same(undefined, null, false, "", [], {}, [null, ""], { a: "", b: [] }, [{}])).toBe(true);
    expect(same(["a", "b"], ["b", null, "a"])).toBe(true);
    expect(same({ a: "1", b: 2 }, { b: "2", a: 1, c: false })).toBe(true);
    expect(same(true, "true")).toBe(true);
  });

  it.each<[unknown, unknown]>([
    [0, ""],
    ["a", ["a"]],
    [["a"], ["a", "a"]],
    [["a", "b"], "a,b"],
    [{ a: "b" }, { b: "a" }],
    [[{ a: 1 }, { b: 2 }], [{ a: 1, b: 2 }]],
    ["{}", undefined],
    [" ", ""],
  ])("are others: %j and %j", (one, other) => {
    expect(same(one, other)).toBe(false);
  });

  const policy = (statement: unknown, more = {}) =>
    JSON.stringify({ Version: "1", Statement: statement, ...more });
  const allow = { Effect: "Allow", Action: ["a", "b"], Resource: "*" };

  it("compare policies in texts by their statements", () => {
    const others = { Resource: ["*"], Action: ["b", "a"], Effect: "Allow" };
    expect(same(policy(allow), policy([allow]), `\n ${policy([others])}`)).toBe(true);
    expect(same(policy(allow), policy([others, { Effect: "Deny" }]))).toBe(false);
    expect(
      same(policy({ Condition: { Bool: { k: true } } }), policy({ Condition: { Bool: { k: ["true"] } } })),
    ).toBe(true);
    expect(
      same(policy({ Condition: { Bool: { k: "true" } } }), policy({ Condition: { Null: { k: "true" } } })),
    ).toBe(false);
  });

  it("take for a policy what is one", () => {
    expect(policyIn(policy(allow))).toEqual({
      Version: "1",
      Statement: [{ Effect: ["Allow"], Action: ["a", "b"], Resource: ["*"] }],
    });
    expect(policyIn(policy([{ Sid: 1 }, { Principal: [{ AWS: "x" }, "y"] }]))).toMatchObject({
      Statement: [{ Sid: ["1"] }, { Principal: [{ AWS: ["x"] }, "y"] }],
    });
    for (const text of [
      "x",
      "{}",
      '{"Statement":',
      '{"Statement":7}',
      '{"Statement":[7]}',
      '{"Statement":[{},null]}',
      `[${policy(allow)}]`,
      `x ${policy(allow)}`,
    ])
      expect(policyIn(text), text).toBeUndefined();
  });

  it("look into no text that is too long or too deep", () => {
    const padded = (length: number) => policy(allow).padEnd(length, " ");
    expect(policyIn(padded(65_536))).toBeDefined();
    expect(policyIn(padded(65_537))).toBeUndefined();
    const nested = (depth: number) => {
      const lists = depth - 2; // the document, and its list of statements
      return `{"Statement":[${'{"a":'.repeat(lists)}1${"}".repeat(lists)}]}`;
    };
    expect(policyIn(nested(16))).toBeDefined();
    expect(policyIn(nested(17))).toBeUndefined();
  });
});

describe("what a value of a stack comes to", () => {
  const stack = stackOf({
    resource: { aws_iot_thing: { a: { name: "N$${x}", tags: { k: "v" } } } },
    data: {
      aws_iam_policy_document: {
        p: { statement: [{ sid: "S", effect: "Allow", actions: ["a"], resources: ["$${x}"] }] },
      },
    },
  });
  const holds = (compiled: unknown, planned: unknown) => agrees({ stack }, compiled, planned);

  it.each<[unknown, unknown]>([
    ["a", "a"],
    ["$${a}", "${a}"],
    ["", null],
    [1, "1"],
    [false, null],
    [undefined, ""],
    [
      ["a", "b"],
      ["b", "a"],
    ],
    [[], null],
    [{ a: "1" }, { a: "1", b: "2" }],
    [{ a: "1" }, [{ a: "1", b: "2" }]],
    [{ a: { b: ["$${x}"] } }, [{ a: [{ b: ["${x}"] }] }]],
    [{ "$${k}": "1" }, { "${k}": "1" }],
    [
      [{ a: "1" }, { a: "2" }],
      [{ a: "2" }, { a: "1" }],
    ],
    ["${aws_iot_thing.a.name}", "N${x}"],
    ["${aws_iot_thing.a.arn}", "whatever AWS says"],
    ["${aws_iot_thing.other.name}", "whatever"],
    ["${var.x}", "whatever"],
    [
      "${data.aws_iam_policy_document.p.json}",
      '{"Statement":{"Sid":"S","Effect":"Allow","Action":"a","Resource":"${x}"},"Version":"2012-10-17"}',
    ],
  ])("%j is %j", (compiled, planned) => {
    expect(holds(compiled, planned)).toBe(true);
  });

  it.each<[unknown, unknown]>([
    ["a", "b"],
    ["a", undefined],
    [["a"], ["a", "b"]],
    [["a", "b"], ["a"]],
    [
      ["a", "a"],
      ["a", "b"],
    ],
    [["a"], "a"],
    [{ a: "1" }, { b: "1" }],
    [{ a: "1" }, [{ a: "1" }, { a: "1" }]],
    [{ a: "1" }, "a"],
    [{ "$${k}": "1" }, { "$${k}": "1" }],
    [true, false],
    ["${aws_iot_thing.a.name}", "N"],
    ["${aws_iot_thing.a.tags}", { k: "w" }],
    ["x${aws_iot_thing.a.arn}", "whatever AWS says"],
    [
      "${data.aws_iam_policy_document.p.json}",
      '{"Statement":{"Sid":"S","Effect":"Deny","Action":"a","Resource":"${x}"},"Version":"2012-10-17"}',
    ],
  ])("%j is not %j", (compiled, planned) => {
    expect(holds(compiled, planned)).toBe(false);
  });

  it.each<[unknown, boolean]>([
    ["a", false],
    [["a", { b: 1 }], false],
    [null, false],
    ["${aws_iot_thing.a.arn}", true],
    [["a", { b: "${aws_iot_thing.a.arn}" }], true],
    ["${aws_iot_thing.a.name}", false],
    ["${aws_iot_thing.b.name}", true],
    ["${aws_iot_thing.other.arn}", true],
    ["${var.x}", true],
    ["${data.aws_iam_policy_document.p.json}", false],
    ["${data.aws_iam_policy_document.q.json}", true],
    ["${data.aws_iam_policy_document.r.json}", true],
  ])("%j may be unknown until it is applied: %j", (value, may) => {
    const more = stackOf({
      resource: { aws_iot_thing: { a: { name: "N" }, b: { name: "${aws_iot_thing.a.arn}" } } },
      data: {
        aws_iam_policy_document: {
          p: { statement: [{ sid: "S", resources: ["$${x}"] }] },
          q: { statement: [{ sid: "S", resources: ["${aws_iot_thing.a.arn}"] }] },
          r: { statement: [], depends_on: ["aws_iot_thing.a"] },
        },
      },
    });
    const names = (unknown: unknown) =>
      disagreeing({ stack: more }, { v: value }, changeOf({ after: {}, afterUnknown: { v: unknown } }));
    expect(names(true)).toEqual(may ? [] : ["v"]);
  });

  it("is compared but for what is unknown inside of it", () => {
    const block = {
      rule: { status: "on", by: "${aws_iot_thing.a.arn}" },
      list: [{ a: "1" }, "${aws_iot_thing.a.arn}"],
    };
    const names = (rule: unknown, list: unknown, unknown: unknown) =>
      disagreeing({ stack }, block, changeOf({ after: { rule: [rule], list }, afterUnknown: unknown }));
    const list = [null, { a: "1" }];
    const unknown = { rule: [{ by: true, more: true }], list: [true, {}] };
    expect(names({ status: "on" }, list, unknown)).toEqual([]);
    expect(names({ status: "off" }, list, unknown)).toEqual(["rule"]);
    expect(names({ status: "on" }, [null, { a: "2" }], unknown)).toEqual(["list"]);
    expect(names({}, list, { ...unknown, rule: [{ status: true, by: true }] })).toEqual(["rule"]);
    expect(names({ status: "on" }, list, { ...unknown, list: [true, { a: true }] })).toEqual(["list"]);
  });

  it("is what the plan has of that resource, where only AWS can tell it", () => {
    const block = { target: "${aws_iot_thing.a.arn}", more: [{ x: "${aws_iot_thing.a.id}" }] };
    const names = (after: unknown, of: Partial<Change> = {}) =>
      disagreeing(
        { stack, changes: new Map([["aws_iot_thing.a", changeOf({ after, ...of })]]) },
        block,
        changeOf({ after: { target: "A", more: [{ x: "I" }] } }),
      );
    expect(names({ arn: "A", id: "I" })).toEqual([]);
    expect(names({ arn: "B", id: "I" })).toEqual(["target"]);
    expect(names({ arn: "A", id: "J" })).toEqual(["more"]);
    expect(names({ id: "I" }, { afterUnknown: { arn: true } })).toEqual(["target"]);
    expect(names(null)).toEqual([]);
  });

  it("is asked of each argument whose value is known, and not left as it is", () => {
    const block = {
      name: "a",
      path: "/",
      description: "d",
      lifecycle: { ignore_changes: ["description"] },
      depends_on: ["x"],
      provisioner: [{}],
    };
    const after = { name: "b", path: "/x", description: "e" };
    const names = (more: Partial<Change>) => disagreeing({ stack }, block, changeOf({ after, ...more }));
    expect(names({})).toEqual(["name", "path"]);
    expect(names({ after: null })).toEqual([]);
    expect(names({ after: {} })).toEqual(["name", "path"]);
    expect([true, [[{ a: true }]], false, "true", null, {}].map(isUnknown)).toEqual([
      true,
      true,
      false,
      false,
      false,
      false,
    ]);
    expect(isIgnored({ lifecycle: { ignore_changes: "all" } }, "all")).toBe(false);
    expect(isIgnored({}, "name")).toBe(false);
  });
});

describe("the policy that a data source renders", () => {
  it("has all the parts of its statements, in AWS's words", () => {
    const text = renderedPolicy({
      statement: [
        {
          sid: "$${S}",
          effect: "Allow",
          not_actions: ["a"],
          not_resources: ["b"],
          principals: [{ type: "AWS", identifiers: ["*"] }],
          condition: [
            { test: "StringLike", variable: "k", values: ["1"] },
            { test: "StringLike", variable: "l", values: ["2"] },
            { test: "Bool", variable: "t", values: ["true"] },
          ],
        },
        { effect: "Deny", actions: ["a"], resources: ["b"] },
        "no statement",
      ],
    });
    expect(JSON.parse(text)).toEqual({
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "${S}",
          Effect: "Allow",
          NotAction: ["a"],
          NotResource: ["b"],
          Principal: { AWS: ["*"] },
          Condition: { StringLike: { k: ["1"], l: ["2"] }, Bool: { t: ["true"] } },
        },
        { Effect: "Deny", Action: ["a"], Resource: ["b"] },
      ],
    });
    expect(JSON.parse(renderedPolicy({}))).toEqual({ Version: "2012-10-17", Statement: [] });
  });
});
