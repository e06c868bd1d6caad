import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { stackPath } from "../../src/compiler/manifest";
import { stacksOf } from "../../src/compiler/stacks";
import { synthesizeStack } from "../../src/templates";
import { temporaryFolder, writeFile } from "../support/folders";
import { modelOf } from "../support/model";
import { type Emulator, startEmulator } from "./emulator";
import { describeWithTerraform } from "./engine";
import { createWorkspace } from "./workspace";

/** Texts that somebody on the way might evaluate, and every way to write up to four of `$`, `%` and `{` in a row. */
function hostileTexts(): string[] {
  const rows = [""];
  for (let at = 0; (rows[at] ?? "").length < 4; at++) for (const c of "$%{") rows.push(`${rows[at]}${c}`);
  return [
    '${file("/etc/passwd")}',
    "%{ for x in [1] }${x}%{ endfor }",
    "${aws_iot_thing.dock.arn}",
    "&{aws:username}",
    "{{resolve:secretsmanager:x}}",
    "file:///etc/passwd",
    "$(id) `id` ; && |",
    "quote \" apostrophe ' backslash \\ \\n \\u0041",
    "line\nbreak\ttab",
    "\u2028\u2029\u00a0\ufeffé日本語🎥",
    "<<EOF\nEOF",
    "//",
    "# /* */",
    "*?",
    ...rows.slice(1).map((row) => `a${row}b${row}`),
  ];
}

describeWithTerraform("hostile strings arrive as they were written", () => {
  let emulator: Emulator;
  beforeAll(async () => {
    emulator = await startEmulator();
  });
  afterAll(() => emulator.stop());

  it("through CDKTF, Terraform's JSON and the provider, as keys and as values", async () => {
    const texts = hostileTexts();
    // The schema would refuse them all: this is about what stands behind it.
    const model = modelOf(
      'apiVersion: panorama-compile/v1\nname: hostile\naccount: { id: "123456789012", region: us-east-1 }\nstrictness: account\nappliances: [{ name: dock, thingType: type }]',
    );
    const hostile = Object.fromEntries(texts.map((text) => [text, text]));
    const appliances = model.appliances.map((appliance) => ({ ...appliance, attributes: hostile }));
    const stack = stacksOf(model).find(({ kind }) => kind === "region");
    if (stack === undefined) throw new Error("no stack of the Region");
    const { text } = synthesizeStack({ ...model, appliances, tags: hostile }, stack);
    const out = temporaryFolder();
    writeFile(join(out, stackPath(stack.name)), text);

    const workspace = await createWorkspace(emulator, out);
    await workspace.init(stack.name);
    const { json } = await workspace.plan(stack.name);
    const after = new Map(json?.resource_changes?.map(({ address, change }) => [address, change.after]));
    expect(after.get("aws_iot_thing.dock")).toMatchObject({ attributes: hostile });
    expect(after.get("aws_iot_thing_type.type")).toMatchObject({ tags_all: hostile });
    await workspace.dispose();
  });
});
