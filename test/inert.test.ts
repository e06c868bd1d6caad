import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { stacksOf } from "../src/compiler/stacks";
import { synthesizeStack } from "../src/templates";
import { assertNothingLost, assertOnlyReferences, assertPlain } from "../src/templates/guards";
import { inert } from "../src/templates/inert";
import { modelOf } from "./support/model";

describe("inert: a spec's strings are text to Terraform", () => {
  it.each([
    ['${file("/etc/passwd")}', '$${file("/etc/passwd")}'],
    ["%{ if true }x%{ endif }", "%%{ if true }x%%{ endif }"],
    ["$${already}", "$$${already}"],
    ["100% {sure} $5 &{x} {{resolve:ssm:x}}", "100% {sure} $5 &{x} {{resolve:ssm:x}}"],
  ])("%s becomes %s, as a key too", (text, escaped) => {
    expect(inert({ [text]: [text] })).toEqual({ [escaped]: [escaped] });
  });

  it("leaves alone what is no text", () => {
    expect(inert({ a: null, b: [1, true, null] })).toEqual({ a: null, b: [1, true, null] });
  });

  it("leaves nothing to evaluate in any text", () => {
    const pieces = fc.array(fc.constantFrom("$", "%", "{", "}", "a", '"', "\\", "~"), { maxLength: 12 });
    fc.assert(
      fc.property(pieces, (parts) => {
        const text = inert(parts.join(""));
        expect(text.replace(/([$%])\1\{/g, "$1{")).toBe(parts.join(""));
        assertOnlyReferences({ output: { a: { value: text } } });
      }),
      { numRuns: 2000 },
    );
  });

  it("refuses CDKTF's own markers, which no escape breaks", () => {
    expect(() => inert({ tag: "x${TfToken[TOKEN.1]}" })).toThrow("CDKTF");
  });
});

describe("guards: what would be wrong in the finished JSON is our fault and stops the run", () => {
  const resource = { aws_iot_thing: { dock: { name: "panorama-dock" } } };

  const variable = { panorama_a: { type: "string" } };
  const output = (value: unknown) => ({ resource, variable, output: { a: { value } } });

  it.each([
    "${aws_iot_thing.dock.arn}",
    "${var.panorama_a}",
    [["${aws_iot_thing.dock.arn}", "${aws_iot_thing.dock.arn}"]],
    "a text, $${or} two %%{of} them",
    null,
    7,
  ])("lets references of ours pass, and what is not evaluated: %j", (value) => {
    expect(() => assertOnlyReferences(output(value))).not.toThrow();
  });

  it.each([
    "${var.panorama_b}",
    "${var.constructor}",
    "x${var.panorama_a}",
    "${var.panorama_a}x",
    "${var.panorama_a} ${var.panorama_a}",
    "%{ if true }",
    "x%{ if true }",
  ])("stops at a variable that the stack has not, or more than one: %s", (text) => {
    expect(() => assertOnlyReferences(output(text))).toThrow("evaluated by Terraform");
    expect(() => assertOnlyReferences({ resource, output: { a: { value: text } } })).toThrow("evaluated");
  });

  it.each([
    '${file("/etc/passwd")}',
    "${aws_iot_thing.other.arn}",
    "${data.aws_iot_thing.dock.arn}",
    "${constructor.name.length}",
    "${aws_iot_thing.constructor.arn}",
    "x${aws_iot_thing.dock.arn}",
    "${aws_iot_thing.dock.arn}${aws_iot_thing.dock.arn}",
    "%{ if true }x%{ endif }",
    "$%{ if true }",
  ])("stops at %s", (text) => {
    expect(() => assertOnlyReferences({ resource, output: { a: { value: text } } })).toThrow("evaluated");
    expect(() => assertOnlyReferences({ resource, output: { a: { [text]: "key" } } })).toThrow("evaluated");
  });

  it("counts what was built and what was written", () => {
    expect(() => assertNothingLost({ resource }, 1)).not.toThrow();
    expect(() => assertNothingLost({ resource }, 2)).toThrow("2 elements were built, but 1 were written");
  });

  it("notices two elements that CDKTF would merge into one", () => {
    const model = modelOf(
      'apiVersion: panorama-compile/v1\naccount: { id: "123456789012", region: us-east-1 }\nstrictness: account\nappliances: [{ name: "a:b" }, { name: a_b }]',
    );
    const stack = stacksOf(model)[1];
    if (stack === undefined) throw new Error("no stack of the Region");
    expect(() => synthesizeStack(model, stack)).toThrow();
  });

  it.each([
    ["a token of CDKTF's", "${TfToken[TOKEN.0]}"],
    ["one in a text", "arn:${TfToken[TOKEN.0]}/*"],
    ["one of a list", "#{TfToken[TOKEN.0]}"],
    ["one of a map", "&{TfToken[TOKEN.0]}"],
    ["a number that stands for a token", -1.8881545897087503e289],
    ["the smallest such number", 1e280],
    ["what has yet to be resolved", new (class Lazy {})()],
    ["a function", () => "text"],
    ["nothing, which JSON would write as null", undefined],
    ["a symbol", Symbol("x")],
    ["a large integer", 1n],
  ])("%s is left", (_, left) => {
    expect(() => assertPlain({ resource: { a: [left] } })).toThrow("left of CDKTF");
    if (typeof left === "string")
      expect(() => assertPlain({ tags: { [left]: "x" } })).toThrow("left of CDKTF");
  });

  it("lets by what is JSON", () => {
    expect(() =>
      assertPlain({ a: ["${aws_iot_thing.a.arn}", 7, -1, true, null], "{TfToken[": {} }),
    ).not.toThrow();
  });
});
