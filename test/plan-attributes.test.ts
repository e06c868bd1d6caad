import { describe, expect, it } from "vitest";
import { isAllowed, isOurType } from "../src/compiler/plan-report/allowed";
import { attributeChanges, changedNames } from "../src/compiler/plan-report/attributes";
import { clean } from "../src/compiler/plan-report/clean";
import type { Change } from "../src/compiler/plan-report/plan";
import { changeOf } from "./support/plans";

// Attributes of a plan that change: what is shown of them, and what never is.

describe("attributes that change", () => {
  const shown = (more: Partial<Change>, name: string) => attributeChanges(changeOf(more), [name])[0];

  it("are those of another value, and those that may be", () => {
    const names = changedNames(
      changeOf({
        before: { a: "1", b: "2", c: null, d: "4" },
        after: { a: "1", b: "3", c: [], e: "5", f: "6" },
        afterUnknown: { a: false, g: true, f: {} },
      }),
    );
    expect(names).toEqual(["b", "d", "e", "f", "g"]);
    expect(changedNames(changeOf({ before: null, after: { a: 1 } }))).toEqual(["a"]);
  });

  it("show a value that is on the list, and none that is not", () => {
    const values = {
      before: { name: "a", path: null, tags: { a: 1 } },
      after: { name: "b", path: ["/"], tags: {} },
    };
    expect(shown(values, "name")).toEqual({
      name: "name",
      forcesReplacement: false,
      before: '"a"',
      after: '"b"',
    });
    expect(shown(values, "path")).toMatchObject({ before: null, after: '["/"]' });
    const hidden = { forcesReplacement: false, hidden: "not on the list of what is shown" };
    expect(shown(values, "tags")).toEqual({ name: "tags", ...hidden });
    expect(shown({ ...values, type: "constructor" }, "name")).toEqual({ name: "name", ...hidden });
    expect(shown({ ...values, afterUnknown: { name: true } }, "name")).toEqual({
      name: "name",
      forcesReplacement: false,
      before: '"a"',
      afterUnknown: true,
    });
  });

  it.each<Partial<Change>>([
    { beforeSensitive: { name: true } },
    { afterSensitive: { name: true } },
    { beforeSensitive: { name: [{ x: true }] } },
    { beforeSensitive: true },
    { afterSensitive: true },
  ])("show nothing that is sensitive: %j", (marks) => {
    const change = { before: { name: "a" }, after: { name: "b" }, ...marks };
    expect(shown(change, "name")).toEqual({ name: "name", forcesReplacement: false, hidden: "sensitive" });
    const { beforeSensitive } = marks;
    if (beforeSensitive !== true && marks.afterSensitive !== true)
      expect(shown({ ...change, before: { path: "a" } }, "path")).not.toHaveProperty("hidden");
  });

  it("tell policies line by line, statements by their names", () => {
    const policy = (...Statement: unknown[]) => JSON.stringify({ Version: "1", Statement });
    const change = (before: unknown, after: unknown) =>
      shown(
        { before: { assume_role_policy: before }, after: { assume_role_policy: after } },
        "assume_role_policy",
      );
    const one = { Sid: "A", Effect: "Allow", Action: ["a", "b"] };
    expect(change(policy(one), policy({ ...one, Action: ["b", "c"] }))).toEqual({
      name: "assume_role_policy",
      forcesReplacement: false,
      policy: { removed: ['Statement[A].Action = "a"'], added: ['Statement[A].Action = "c"'] },
    });
    expect(change(policy({ Effect: "Allow" }), policy({ Effect: "Deny", Sid: "" }))?.policy).toEqual({
      removed: ['Statement[0].Effect = "Allow"'],
      added: ['Statement[0].Effect = "Deny"', 'Statement[0].Sid = ""'],
    });
    expect(change(policy(one), "{}")).toMatchObject({ after: '"{}"' });
    expect(change(null, policy(one))).toMatchObject({ before: null });
  });

  it("come first where they make a replacement", () => {
    const change = changeOf({ before: { name: "a", path: "a" }, after: {}, replacePaths: [["path", 0], []] });
    const found = attributeChanges(change, ["name", "path"]);
    expect(found.map(({ name, forcesReplacement }) => [name, forcesReplacement])).toEqual([
      ["path", true],
      ["name", false],
    ]);
  });

  it("are on one line, without secrets, and cut", () => {
    expect(clean("a\nb")).not.toContain("\n");
    expect(clean("x".repeat(300))).toBe("x".repeat(300));
    expect(clean("x".repeat(301))).toBe(`${"x".repeat(300)}…`);
    expect(clean("🟦".repeat(300))).toBe("🟦".repeat(300));
    expect(clean("🟦".repeat(301))).toBe(`${"🟦".repeat(300)}…`);
    expect(clean("ghp_CANARY7CANARY7CANARY7CANARY7CANARY7")).not.toContain("CANARY7CANARY7");
  });

  it("are of a type that we make, or nothing of them is shown", () => {
    expect(isAllowed("aws_iot_thing", "attributes")).toBe(false);
    expect(isAllowed("terraform_data", "input")).toBe(false);
    expect(isAllowed("toString", "length")).toBe(false);
    expect(["terraform_data", "aws_iot_thing", "aws_iam_user", "toString"].map(isOurType)).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });
});
