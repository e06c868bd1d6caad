import { describe, expect, it } from "vitest";
import { changeJson, type Json, planJson, readPlan } from "./support/plans";

// What is taken of a plan's JSON.

describe("read: a plan", () => {
  const one = (more?: Json, inside?: Json) =>
    readPlan(planJson({ resource_changes: [changeJson(more, inside)] })).changes[0];

  it("need not have much", () => {
    expect(readPlan(planJson())).toEqual({
      complete: true,
      errored: false,
      changes: [],
      drift: [],
      outputs: new Map(),
      deferred: [],
      actions: [],
      failedChecks: [],
      configuration: {
        providers: [],
        resources: new Map(),
        outputs: new Map(),
        variables: new Map(),
        modules: [],
      },
    });
    expect(readPlan(planJson({ complete: false, errored: true }))).toMatchObject({
      complete: false,
      errored: true,
    });
  });

  it("has its changes", () => {
    expect(one()).toEqual({
      address: "aws_iot_thing.a",
      previousAddress: undefined,
      type: "aws_iot_thing",
      isData: false,
      isDeposed: false,
      actions: ["update"],
      why: undefined,
      before: null,
      after: {},
      afterUnknown: undefined,
      beforeSensitive: undefined,
      afterSensitive: undefined,
      replacePaths: [],
      importId: undefined,
    });
    const full = one(
      { mode: "data", deposed: "x", previous_address: "p", action_reason: "why" },
      {
        before: { a: 1 },
        after_unknown: { b: true },
        before_sensitive: { c: true },
        after_sensitive: { d: true },
        replace_paths: [["a", 0]],
        importing: { id: "i" },
      },
    );
    expect(full).toMatchObject({
      isData: true,
      isDeposed: true,
      previousAddress: "p",
      why: "why",
      before: { a: 1 },
      afterUnknown: { b: true },
      beforeSensitive: { c: true },
      afterSensitive: { d: true },
      replacePaths: [["a", 0]],
      importId: "i",
    });
    expect(one({}, { importing: {} })).toMatchObject({ importId: "" });
    expect(one({}, { importing: null })).toMatchObject({ importId: undefined });
    expect(readPlan(planJson({ resource_drift: [changeJson()] })).drift).toHaveLength(1);
  });

  it("has what else applying does", () => {
    const plan = readPlan(
      planJson({
        output_changes: { o: { actions: ["create"] }, p: {} },
        deferred_changes: [
          { reason: "r", resource_change: { address: "a" } },
          { resource_change: { address: "b" } },
        ],
        action_invocations: [{ address: "x" }],
        deferred_action_invocations: [{ action_invocation: { address: "y" } }],
        checks: ["fail", "error", "pass", "unknown"].map((status) => ({
          status,
          address: { to_display: status },
        })),
      }),
    );
    expect([...plan.outputs]).toEqual([
      ["o", ["create"]],
      ["p", []],
    ]);
    expect(plan.deferred).toEqual([
      { address: "a", reason: "r" },
      { address: "b", reason: "" },
    ]);
    expect(plan.actions).toEqual(["x", "y"]);
    expect(plan.failedChecks).toEqual(["fail", "error"]);
  });

  it("has its configuration", () => {
    const resource = (more: Json) => ({ address: "a.b", provider_config_key: "aws", ...more });
    const { configuration } = readPlan({
      ...planJson(),
      configuration: {
        provider_config: { aws: { full_name: "r/aws", expressions: { region: {} } } },
        root_module: {
          resources: [
            resource({
              expressions: { x: 1 },
              provisioners: [{ type: "local-exec", expressions: { y: 1 } }],
            }),
            resource({ address: "a.c", count_expression: {} }),
            resource({ address: "a.d", for_each_expression: {} }),
          ],
          outputs: { o: { expression: { z: 1 } }, p: {} },
          variables: { v: {} },
          module_calls: { m: {} },
        },
      },
    });
    expect(configuration.providers).toEqual([{ key: "aws", source: "r/aws", expressions: { region: {} } }]);
    expect(configuration.resources.get("a.b")).toEqual({
      providerKey: "aws",
      expressions: { x: 1 },
      provisioners: [{ type: "local-exec", expressions: { y: 1 } }],
      repeated: false,
    });
    expect([...configuration.resources.values()].map(({ repeated }) => repeated)).toEqual([
      false,
      true,
      true,
    ]);
    expect([...configuration.outputs]).toEqual([
      ["o", { z: 1 }],
      ["p", undefined],
    ]);
    expect(configuration).toMatchObject({
      variables: new Map([["v", { hasDefault: false }]]),
      modules: ["m"],
    });
  });
});
