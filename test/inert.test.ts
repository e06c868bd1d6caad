import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { stacksOf } from "../src/compiler/stacks";
import { synthesizeStack } from "../src/templates";
import { assertNothingLost, assertOnlyReferences } from "../src/templates/guards";
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

  it.each(["${aws_iot_thing.dock.arn}"])("lets a reference of ours pass: %s", (text) => {
    expect(() => assertOnlyReferences({ resource, output: { a: { value: text } } })).not.toThrow();
  });

  it.each([
    '${file("/etc/passwd")}',
    "${aws_iot_thing.other.arn}",
    "${data.aws_iot_thing.dock.arn}",
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
});
