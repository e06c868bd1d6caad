import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Difference } from "../src/compiler/plan-report/configuration";
import type { Drift } from "../src/compiler/plan-report/drift";
import {
  configurationProblems,
  keptDrift,
  outputProblems,
  troublesOf,
} from "../src/compiler/plan-report/problems";
import { reasons } from "../src/compiler/plan-report/reasons";
import type { Problem, Reason } from "../src/compiler/plan-report/report";
import { changeOf, planOf, stackOf } from "./support/plans";

// Every sentence that plan-report has for what the spec does not explain, as a person reads it.

const GOLDEN = join(import.meta.dirname, "../fixtures/plans/expected/sentences.txt");

const textOf = ({ code, message, help, details = [] }: Problem) =>
  [`${code}: ${message}`, ...details.map((one) => `    ${one}`), ...(help ? [`    help: ${help}`] : [])].join(
    "\n",
  );

const difference = (more: Partial<Difference>): Difference => ({
  kind: "differs",
  what: "resource",
  name: "aws_iot_thing.a",
  arguments: ["name"],
  ...more,
});
const many = (count: number) => Array.from({ length: count }, (_, at) => `a${at}`);
const fit = { stack: stackOf({ output: { own: { value: 1 } } }), differences: [], likeness: 1, released: 0 };

describe("sentences", () => {
  it("of all reasons and problems", () => {
    const ofReasons = Object.entries(reasons).map(([name, reason]) => {
      const isOfAttributes = ["stale", "drift", "driftKept"].includes(name);
      return (reason as (one: unknown) => Reason)(isOfAttributes ? ["path", "tags"] : "NAME");
    });
    const ofPlans = troublesOf(
      planOf(
        {},
        {
          errored: true,
          complete: false,
          deferred: [
            { address: "aws_iot_thing.a", reason: "" },
            { address: "aws_iot_thing.b", reason: "unknown" },
          ],
          actions: ["action.x"],
          failedChecks: ["check.x"],
        },
      ),
    );
    const text = [...ofReasons, ...ofPlans, ...troublesOf(planOf({}, { complete: false }))]
      .map(textOf)
      .join("\n");
    if (process.env.UPDATE_FIXTURES === "1") writeFileSync(GOLDEN, `${text}\n`);
    expect(`${text}\n`).toBe(readFileSync(GOLDEN, "utf8"));
  });

  it("of a plan without fault are none", () => {
    expect(troublesOf(planOf({}))).toEqual([]);
  });

  it("name five attributes, and count the rest", () => {
    expect(reasons.stale(many(5)).message).toMatch(/ another value of a0, a1, a2, a3 and a4$/);
    expect(reasons.stale(many(6)).message).toMatch(/ of a0, a1, a2, a3, a4 and 1 more argument$/);
    expect(reasons.stale(many(7)).message).toMatch(/ and 2 more arguments$/);
  });

  it("of outputs that the spec does not have", () => {
    const told = (outputs: Record<string, string[]>) =>
      outputProblems(planOf({}, { outputs: new Map(Object.entries(outputs)) }), fit).map(
        ({ name, problem }) => `${name}: ${problem.code}: ${problem.message}`,
      );
    expect(told({ own: ["update"], mine: ["no-op"] })).toEqual([]);
    expect(told({ mine: ["create"] })).toEqual([
      "mine: output: the plan changes the output mine, and the spec has none of that name",
    ]);
    const former = ["thing", "certificate", "access_point", "secret"].map((kind) => `${kind}_arns`);
    for (const name of [...former, "appliance_role_arn", "service_linked_role_arn"]) {
      expect(told({ [name]: ["delete"] })).toEqual([]);
      expect(told({ [name]: ["create"] })).toHaveLength(1);
      expect(told({ [`x${name}`]: ["delete"], [`${name}x`]: ["delete"] })).toHaveLength(2);
    }
  });

  it("of a configuration that no change shows", () => {
    const told = (all: readonly Difference[], ...known: string[]) =>
      configurationProblems(all, new Set(known)).map(textOf).join("\n");
    const HELP =
      "    help: compile, plan that output, and print the plan again; what the spec does not have, take out of the stack's folder";
    const message = (places: string) =>
      `stale: the plan was made of another output than the spec compiles to now, in ${places} that no change shows`;
    expect(told([])).toBe("");
    expect(told([difference({})], "resource aws_iot_thing.a")).toBe("");
    expect(told([difference({})], "output aws_iot_thing.a")).toBe(
      [message("1 place"), "    the resource aws_iot_thing.a differs: name", HELP].join("\n"),
    );
    const others = [
      difference({ kind: "missing", name: "data.aws_iam_policy_document.d", arguments: [] }),
      difference({ kind: "foreign", what: "module", name: "m", arguments: [] }),
      difference({ what: "provider", name: "aws", arguments: many(11) }),
    ];
    expect(told(others)).toBe(
      [
        message("3 places"),
        "    the spec has the data source data.aws_iam_policy_document.d, and the plan does not",
        "    the plan has the module m, and the spec does not",
        "    the provider aws differs: a0, a1, a2, a3, a4, a5, a6, a7, a8 and a9",
        HELP,
      ].join("\n"),
    );
    const lines = (count: number) => told(many(count).map((name) => difference({ name }))).split("\n");
    expect(lines(10)).toHaveLength(12);
    expect(lines(11).slice(-2)).toEqual(["    1 more difference", HELP]);
    expect(lines(12)).toHaveLength(13);
    expect(lines(12).slice(-2)).toEqual(["    2 more differences", HELP]);
  });

  it("of drift that the plan leaves as it is", () => {
    const drift = (more: Partial<Drift>): Drift => ({
      change: changeOf({}),
      isGone: false,
      undone: [],
      kept: ["path"],
      ...more,
    });
    const told = (one: Drift, ...changing: string[]) =>
      keptDrift(new Map([["x", one]]), new Set(changing)).map(({ attributes, problem }) => [
        attributes,
        textOf(problem),
      ]);
    expect(told(drift({}), "aws_iam_role.a")).toEqual([]);
    expect(told(drift({}))).toEqual([
      [
        ["path"],
        "drift: aws_iam_role.a: it was changed outside of Terraform (path), and the plan leaves it so\n    help: find out who changed it and why; what the spec gives, a plan without -refresh-only and -target sets back",
      ],
    ]);
    expect(told(drift({ isGone: true, kept: [] }))).toEqual([
      [
        [],
        "drift: aws_iam_role.a: it was deleted outside of Terraform, and the plan does not make it anew\n    help: plan without -refresh-only and -target",
      ],
    ]);
  });
});
