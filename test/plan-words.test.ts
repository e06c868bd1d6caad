import { describe, expect, it } from "vitest";
import type { Action } from "../src/compiler/plan-report/report";
import { attributeLines, tallyOf, unplannedWords, verdictOf } from "../src/compiler/plan-report/words";
import { change, foreign, plan, report } from "./support/reports";

// The words that all formats of plan-report have.

describe("plan-report: words", () => {
  it("count each action, what hurts first", () => {
    const of = (...actions: Action[][]) =>
      tallyOf(report(plan(actions.map((one) => change({ actions: one })))));
    expect(of()).toBe("no changes");
    expect(
      of(
        ["unknown"],
        ["create"],
        ["move"],
        ["import"],
        ["update", "move"],
        ["forget"],
        ["replace"],
        ["destroy"],
      ),
    ).toBe(
      "1 to destroy, 1 to replace, 1 to forget, 1 to update in place, 1 to import, 2 to move, 1 to create, 1 unknown",
    );
  });

  it("give the answer in one sentence", () => {
    expect(verdictOf(report(plan([])))).toBe("nothing changes, as the spec says");
    expect(verdictOf(report(plan([change()])))).toBe("the spec explains every change");
    expect(verdictOf(report(plan([change(), foreign("a")])))).toBe("the spec does not explain 1 point");
    const problem = { code: "x", message: "y" };
    expect(verdictOf(report(plan([foreign("a")], [problem]), plan([], [problem])))).toBe(
      "the spec does not explain 3 points",
    );
  });

  it("tell of attributes", () => {
    const lines = (more: object) => attributeLines({ name: "a", forcesReplacement: false, ...more });
    expect(lines({ before: '"1"', after: '"2"' })).toEqual(['a: "1" -> "2"']);
    expect(lines({ before: null, after: null })).toEqual(["a: (none) -> (none)"]);
    expect(lines({ before: null, afterUnknown: true })).toEqual(["a: (none) -> (known after apply)"]);
    expect(lines({ hidden: "sensitive" })).toEqual(["a: (sensitive, value not shown)"]);
    const forced = { forcesReplacement: true };
    expect(lines({ ...forced, hidden: "not on the list of what is shown" })).toEqual([
      "a: (value not shown)  # forces replacement",
    ]);
    expect(lines({ ...forced, before: "1", after: "2" })).toEqual(["a: 1 -> 2  # forces replacement"]);
    const many = (count: number) => Array.from({ length: count }, (_, at) => `l${at}`);
    expect(lines({ ...forced, policy: { removed: ["x"], added: ["y"] } })).toEqual([
      "a:  # forces replacement",
      "  - x",
      "  + y",
    ]);
    expect(lines({ policy: { removed: many(12), added: [] } })).toHaveLength(13);
    expect(lines({ policy: { removed: [], added: many(14) } }).at(-1)).toBe("  + 2 more");
    expect(lines({ policy: { removed: [], added: many(14) } })).toHaveLength(14);
  });

  it("name five stacks without a plan", () => {
    const words = (count: number) =>
      unplannedWords({ plans: [], unplanned: Array.from({ length: count }, (_, at) => `s${at}`) });
    expect(words(1)).toBe("No plan was named of s0.");
    expect(words(5)).toBe("No plan was named of s0, s1, s2, s3 and s4.");
    expect(words(7)).toBe("No plan was named of s0, s1, s2, s3, s4 and 2 more.");
  });
});
