import { describe, expect, it } from "vitest";
import { editsOf } from "../src/compiler/diff/edits";
import type { Policy, Statement } from "../src/compiler/policies/policy";

// What was written into a policy and taken out of it, a value a line.

const policy = (...statements: Statement[]): Policy => ({ statements });
const full: Statement = {
  sid: "A",
  effect: "Allow",
  actions: ["s3:a"],
  resources: ["r1"],
  principals: [{ type: "AWS", identifiers: ["x"] }],
  conditions: [{ test: "StringEquals", variable: "k", values: ["1"] }],
};

describe("edits", () => {
  it.each<[string, Statement, string[]]>([
    ["nothing", full, []],
    ["an action", { ...full, actions: ["s3:a", "s3:b"] }, ["+ A: action s3:b"]],
    ["a resource", { ...full, resources: ["r2", "r1"] }, ["+ A: resource r2"]],
    [
      "principals",
      { ...full, principals: [{ type: "Service", identifiers: ["x", "y"] }] },
      ["+ A: principal Service x", "+ A: principal Service y", "- A: principal AWS x"],
    ],
    [
      "the values of a condition",
      { ...full, conditions: [{ test: "StringEquals", variable: "k", values: ["1", "2"] }] },
      ["+ A: condition StringEquals k 2"],
    ],
    [
      "the operator of a condition",
      { ...full, conditions: [{ test: "StringLike", variable: "k", values: ["1"] }] },
      ["+ A: condition StringLike k 1", "- A: condition StringEquals k 1"],
    ],
    ["the effect", { ...full, effect: "Deny" }, ["+ A: Deny", "- A: Allow"]],
    [
      "what it is not about",
      { sid: "A", effect: "Allow", notActions: ["s3:a"], notResources: ["r1"] },
      [
        "+ A: any action but s3:a",
        "+ A: any resource but r1",
        "- A: principal AWS x",
        "- A: action s3:a",
        "- A: resource r1",
        "- A: condition StringEquals k 1",
      ],
    ],
  ])("of %s", (_, after, lines) => {
    expect(editsOf(policy(full), policy(after))).toEqual(lines);
  });

  it("statements without a name go by their place, and whole ones are one line", () => {
    const bare: Statement = { effect: "Allow", actions: ["s3:a", "s3:b", "s3:c"] };
    expect(editsOf(policy(full), policy(full, bare))).toEqual(["+ statement 2: Allow s3:a, s3:b and s3:c"]);
    expect(editsOf(policy(bare), policy({ ...bare, actions: ["s3:a"] }))).toEqual([
      "- statement 1: action s3:b",
      "- statement 1: action s3:c",
    ]);
    expect(editsOf(policy(full), policy())).toEqual(["- A: Allow s3:a on r1, with conditions on k"]);
  });

  it("of a whole statement name three resources, and each key once", () => {
    const resources = ["r1", "r2", "r3", "r4", "r5"];
    const many = (count: number): Statement => ({
      sid: "B",
      effect: "Deny",
      notActions: ["iam:x"],
      resources: resources.slice(0, count),
      conditions: [
        { test: "StringLike", variable: "k", values: ["1"] },
        { test: "StringNotLike", variable: "k", values: ["2"] },
        { test: "Bool", variable: "t", values: ["true"] },
      ],
    });
    const line = (count: number) => editsOf(policy(), policy(many(count)))[0];
    expect(line(3)).toBe("+ B: Deny all but iam:x on r1, r2 and r3, with conditions on k and t");
    expect(line(4)).toBe("+ B: Deny all but iam:x on r1, r2, r3 and 1 more, with conditions on k and t");
    expect(line(5)).toContain("on r1, r2, r3 and 2 more,");
    expect(line(0)).toBe("+ B: Deny all but iam:x, with conditions on k and t");
  });
});
