import { describe, expect, it } from "vitest";
import { type Difference, differences } from "../src/compiler/plan-report/configuration";
import type { Block, Configuration, Provider } from "../src/compiler/plan-report/plan";
import { planOf, stackOf } from "./support/plans";

// The configuration that a plan was made of beside the stack that the spec compiles to.

const constant = (constant_value: unknown) => ({ constant_value });
const block = (expressions: unknown, more: Partial<Block> = {}): Block => ({
  providerKey: "aws",
  expressions,
  provisioners: [],
  repeated: false,
  ...more,
});
const AWS: Provider = {
  key: "aws",
  source: "registry.terraform.io/hashicorp/aws",
  expressions: { region: constant("us-east-1") },
};
const provider = { aws: [{ region: "us-east-1" }] };

/** `differs resource aws_iot_thing.a: name` for each difference. */
const words = ({ kind, what, name, arguments: names }: Difference) =>
  `${kind} ${what} ${name}${names.length > 0 ? `: ${names.join()}` : ""}`;
const told = (stack: unknown, configuration: Partial<Configuration>) =>
  differences(planOf(configuration), stackOf(stack)).map(words);

describe("configuration: one resource", () => {
  const ofThing = (compiled: unknown, planned: Block) =>
    told(
      { resource: { aws_iot_thing: { a: compiled } } },
      { resources: new Map([["aws_iot_thing.a", planned]]) },
    ).map((line) => line.replace("differs resource aws_iot_thing.a: ", ""));
  /** Whether an argument is what the plan's expression says. */
  const isSame = (compiled: unknown, expression: unknown) =>
    ofThing({ v: compiled }, block({ v: expression })).length === 0;

  it.each<[unknown, unknown]>([
    ["a", constant("a")],
    ["$${a}", constant("$${a}")],
    [{ "$${k}": ["%%{a}"] }, constant({ "$${k}": ["%%{a}"] })],
    ["${a.b.c}", { ...constant("${a.b.c}"), references: ["a.b.c", "a.b"] }],
    [
      ["${a.b.c}", { x: "${d.e.f}" }],
      { ...constant(["${a.b.c}", { x: "${d.e.f}" }]), references: ["d.e.f", "a.b.c"] },
    ],
    [{ x: "a" }, { x: constant("a") }],
    [{ x: "a" }, [{ x: constant("a") }]],
    [
      [{ x: "a" }, { y: "b" }],
      [{ x: constant("a") }, { y: constant("b") }],
    ],
    [[{ x: { y: "a" } }], [{ x: [{ y: constant("a") }] }]],
    [false, undefined],
    [[], undefined],
    [{ x: "a", y: "" }, { x: constant("a") }],
    [1, constant(1)],
  ])("%j is %j", (compiled, expression) => {
    expect(isSame(compiled, expression)).toBe(true);
  });

  it.each<[unknown, unknown]>([
    ["a", constant("b")],
    ["a", undefined],
    ["a", {}],
    ["a", []],
    ["${a.b.c}", { references: ["a.b.c", "a.b"] }],
    ["${a.b.c}", { ...constant("${a.b.c}"), references: ["a.b"] }],
    ["${a.b.c}", constant("${a.b.c}")],
    ["$${a.b.c}", { ...constant("${a.b.c}"), references: ["a.b.c"] }],
    ["$${a}", constant("${a}")],
    ["a", { references: ["a"] }],
    ["a", { ...constant("a"), references: ["a"] }],
    [["${a.b.c}", "${d.e.f}"], { ...constant(["${a.b.c}", "${d.e.f}"]), references: ["a.b.c"] }],
    [{ x: "a" }, { x: constant("b") }],
    [{ x: "a" }, { x: constant("a"), y: constant("b") }],
    [{ x: "a", y: "b" }, { x: constant("a") }],
    [{ x: "a" }, [{ x: constant("a") }, { x: constant("a") }]],
    [[{ x: "a" }, { x: "b" }], [{ x: constant("a") }]],
    [
      [{ x: "a" }, { x: "b" }],
      [{ x: constant("b") }, { x: constant("a") }],
    ],
    ["a", { x: constant("a") }],
    [undefined, constant("a")],
  ])("%j is not %j", (compiled, expression) => {
    expect(isSame(compiled, expression)).toBe(false);
  });

  it("differs in arguments, in order, and in what belongs to Terraform", () => {
    expect(ofThing({ b: "1", a: "1" }, block({ c: constant("1") }))).toEqual(["a,b,c"]);
    expect(ofThing({ depends_on: ["x"], lifecycle: {} }, block({}))).toEqual([]);
    expect(ofThing({}, block({}, { repeated: true }))).toEqual(["count or for_each"]);
    expect(ofThing({}, block({}, { providerKey: "aws.other" }))).toEqual(["provider"]);
    expect(ofThing({}, block({}, { providerKey: "xaws" }))).toEqual(["provider"]);
    expect(ofThing({}, block({}, { providerKey: "terraform" }))).toEqual([]);
    expect(ofThing({ a: "1" }, block({}, { repeated: true, providerKey: "x" }))).toEqual([
      "a,count or for_each,provider",
    ]);
  });

  it("differs in what it runs", () => {
    const run = (...commands: string[]) => ({
      provisioner: commands.map((command) => ({ "local-exec": { command } })),
    });
    const planned = (type: string, ...commands: string[]) =>
      block({}, { provisioners: commands.map((one) => ({ type, expressions: { command: constant(one) } })) });
    const isRun = (compiled: unknown, one: Block) => ofThing(compiled, one).length === 0;
    expect(isRun(run("a"), planned("local-exec", "a"))).toBe(true);
    expect(isRun(run("a", "b"), planned("local-exec", "a", "b"))).toBe(true);
    expect(ofThing(run("a"), planned("local-exec", "b"))).toEqual(["provisioner"]);
    expect(isRun(run("a"), planned("remote-exec", "a"))).toBe(false);
    expect(isRun(run("a", "b"), planned("local-exec", "b", "a"))).toBe(false);
    expect(isRun(run("a", "b"), planned("local-exec", "a"))).toBe(false);
    expect(isRun(run("a"), planned("local-exec", "a", "b"))).toBe(false);
    expect(isRun({}, planned("local-exec", "a"))).toBe(false);
    expect(isRun(run("a"), block({}))).toBe(false);
    const two = { provisioner: [{ "local-exec": { command: "a" }, "remote-exec": { command: "a" } }] };
    expect(isRun(two, planned("local-exec", "a"))).toBe(false);
  });
});

describe("configuration: the whole", () => {
  it("differs in resources, data, outputs, variables and modules", () => {
    const stack = {
      resource: { aws_iot_thing: { a: {}, b: {} } },
      data: { aws_iam_policy_document: { d: {} } },
      output: { o: { value: "1" }, p: { value: "${a.b.c}" }, q: { value: "1" } },
      variable: { v: {}, w: {}, y: {} },
    };
    const configuration = {
      resources: new Map([
        ["aws_iot_thing.b", block({})],
        ["aws_iot_thing.c", block({})],
      ]),
      outputs: new Map<string, unknown>([
        ["o", constant("1")],
        ["p", { ...constant("${a.b.d}"), references: ["a.b.d", "a.b"] }],
        ["r", undefined],
      ]),
      variables: new Map([
        ["w", { hasDefault: true }],
        ["x", { hasDefault: false }],
        ["y", { hasDefault: false }],
      ]),
      modules: ["m", "n"],
    };
    expect(told(stack, configuration)).toEqual([
      "missing resource aws_iot_thing.a",
      "missing resource data.aws_iam_policy_document.d",
      "foreign resource aws_iot_thing.c",
      "differs output p: value",
      "missing output q",
      "foreign output r",
      "missing variable v",
      "differs variable w: default",
      "foreign variable x",
      "foreign module m",
      "foreign module n",
    ]);
  });

  it("has an output without an expression, where ours is empty", () => {
    const outputs = (value: unknown) =>
      told({ output: { o: { value } } }, { outputs: new Map([["o", undefined]]) });
    expect(outputs([])).toEqual([]);
    expect(outputs("1")).toEqual(["differs output o: value"]);
  });

  it("differs in providers", () => {
    const of = (...providers: Provider[]) => told({ provider }, { providers });
    const terraform = { key: "terraform", source: "terraform.io/builtin/terraform", expressions: {} };
    expect(of(AWS, terraform)).toEqual([]);
    expect(of({ ...AWS, source: "registry.opentofu.org/hashicorp/aws" })).toEqual([]);
    expect(of({ ...AWS, key: "aws.other" })).toEqual(["foreign provider aws.other"]);
    expect(of({ ...terraform, key: "x" })).toEqual(["foreign provider x"]);
    for (const source of ["registry.terraform.io/evil/aws", "registryxterraform.io/hashicorp/aws"])
      for (const one of [source, `${AWS.source}x`, `x${AWS.source}`, "terraform.io/builtin/terraform"])
        expect(of({ ...AWS, source: one })).toEqual(["foreign provider aws"]);
    expect(of({ ...terraform, source: AWS.source })).toEqual(["foreign provider terraform"]);
    expect(of({ ...AWS, expressions: { region: constant("x"), alias: constant("y") } })).toEqual([
      "differs provider aws: alias,region",
    ]);
    expect(of({ ...AWS, expressions: undefined })).toEqual(["differs provider aws: region"]);
  });
});
