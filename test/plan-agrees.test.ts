import { describe, expect, it } from "vitest";
import { agrees } from "../src/compiler/plan-report/agrees";
import { referenceIn } from "../src/compiler/plan-report/compiled";
import { stackOf } from "./support/plans";

// All of a value has to be what the stack says, and what a stack says of moves and references is taken as it is.

describe("agrees: mappings", () => {
  const stack = stackOf({ resource: { aws_iot_thing: { a: { name: "N" } } } });
  it("have every key that the stack has, with its value", () => {
    expect(agrees({ stack }, { a: "1", b: "2" }, { b: "2", a: "1" })).toBe(true);
    expect(agrees({ stack }, { a: "1", b: "2" }, { a: "1", b: "3" })).toBe(false);
    expect(agrees({ stack }, { a: "1", b: "2" }, [{ a: "1" }])).toBe(false);
    expect(agrees({ stack }, [{ a: "1", b: { c: "2" } }], [{ a: "1", b: { c: "3" } }])).toBe(false);
  });
});

describe("compiled: a stack", () => {
  it("knows its moves both ways, and no other blocks", () => {
    const stack = stackOf({
      moved: [{ from: "a.old", to: "a.new" }],
      removed: [{ from: "a.gone" }],
      import: [{ to: "a.in", id: "I" }],
      resource: { a: { b: {}, c: [] } },
      data: { d: { e: {} } },
    });
    expect([...stack.moved]).toEqual([["a.new", "a.old"]]);
    expect([...stack.movedTo]).toEqual([["a.old", "a.new"]]);
    expect([...stack.removed]).toEqual(["a.gone"]);
    expect([...stack.imports]).toEqual([["a.in", "I"]]);
    expect([...stack.blocks.keys()]).toEqual(["a.b", "data.d.e"]);
  });

  it.each([
    ["${a.b.c}", "a.b.c"],
    ["x${a.b.c}", undefined],
    ["${a.b.c}x", undefined],
    ["${a}${b}", undefined],
    ["$${a}", undefined],
    ["${}", undefined],
    [1, undefined],
  ])("has in %j the reference %j", (value, reference) => {
    expect(referenceIn(value)).toBe(reference);
  });
});
