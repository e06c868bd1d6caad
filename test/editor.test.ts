import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { resolved, type SchemaNode, specSchema } from "../src/compiler/validate/schema";
import { type At, type Editor, editorOf } from "./editor/server";
import { runIn } from "./support/run";

// What an editor shows of a spec, by the server that editors have: yaml-language-server, in a folder that `init` made.

const FIXTURES = join(import.meta.dirname, "../fixtures");
const MODELINE = "# yaml-language-server: $schema=./panorama-spec.schema.json\n";

/** A way down into a spec: keys, and `[]` for an entry of a list. */
type Way = readonly string[];

interface Field {
  readonly way: Way;
  readonly key: string;
  readonly node: Described;
}

type Described = SchemaNode & {
  readonly description?: string;
  readonly additionalProperties?: boolean | Described;
};

/** Every key that the schema knows, wherever it can be written. */
function* fieldsOf(schema: SchemaNode, way: Way): Generator<Field> {
  const { properties = {}, items } = resolved(schema);
  if (items) yield* fieldsOf(items, [...way, "[]"]);
  for (const [key, child] of Object.entries(properties)) {
    yield { way, key, node: resolved(child) };
    yield* fieldsOf(child, [...way, key]);
  }
}

const fields = [...fieldsOf(specSchema as SchemaNode, [])];

/** A text that leads to a place, and how its next line starts. */
function leadingTo(way: Way): { readonly text: string; readonly start: string } {
  let text = MODELINE;
  let start = "";
  for (const step of way) {
    if (step === "[]") start += "- ";
    else {
      text += `${start}${step}:\n`;
      start = `${start.replace("-", " ")}  `;
    }
  }
  return { text, start };
}

/** A text with the cursor behind its last character but for the line's end. */
function cursorIn(text: string): { readonly text: string; readonly at: At } {
  const lines = text.split("\n");
  return { text: `${text}\n`, at: { line: lines.length - 1, character: lines.at(-1)?.length ?? 0 } };
}

const plain = (text: string) => text.replace(/[\\\s]|&nbsp;/g, "");
const nameOf = ({ way, key }: Field) => [...way, key].join(".").replaceAll(".[]", "[]");

describe("an editor with yaml-language-server", () => {
  const folder = mkdtempSync(join(tmpdir(), "panorama-editor-"));
  let editor: Editor;

  beforeAll(async () => {
    expect(await runIn(folder, ["init", "spec.yaml"])).toMatchObject({ code: 0 });
    const first = readFileSync(join(folder, "spec.yaml"), "utf8");
    expect(first.startsWith(MODELINE)).toBe(true);
    editor = await editorOf(folder, "spec.yaml");
    expect(await editor.diagnostics(first)).toEqual([]);
  }, 30_000);
  afterAll(async () => {
    await editor?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it("there are fields to look at", () => {
    expect(fields.length).toBeGreaterThan(90);
  });

  it.each(fields.map((field) => [nameOf(field), field] as const))(
    "%s is offered on an empty line, and after a letter",
    async (_name, { way, key }) => {
      const { text, start } = leadingTo(way);
      for (const typed of [start, `${start}${key.charAt(0)}`]) {
        const { text: whole, at } = cursorIn(text + typed);
        const offered = (await editor.completions(whole, at)).map(({ label }) => label);
        expect(offered).toContain(key);
        expect(offered.filter((label) => /^object|undefined/.test(label))).toEqual([]); // what has no name of its own
      }
    },
  );

  it.each(fields.map((field) => [nameOf(field), field] as const))(
    "%s is described under the pointer",
    async (_name, { way, key, node }) => {
      const { text, start } = leadingTo(way);
      const before = text.split("\n").length - 1;
      const shown = await editor.hover(`${text}${start}${key}: \n`, {
        line: before,
        character: start.length + 1,
      });
      const description = node.description ?? "";
      expect(description.length).toBeGreaterThan(15);
      expect(plain(shown)).toContain(plain(description));
    },
  );

  const chosen = fields.filter(({ node }) => node.enum ?? node.const ?? node.type === "boolean");

  it.each(chosen.map((field) => [nameOf(field), field] as const))(
    "%s offers its values",
    async (_name, { way, key, node }) => {
      const { text, start } = leadingTo(way);
      const { text: whole, at } = cursorIn(`${text}${start}${key}: `);
      const offered = (await editor.completions(whole, at)).map(({ label }) => label);
      const values = node.enum ?? (node.const === undefined ? [true, false] : [node.const]);
      expect(offered).toEqual(expect.arrayContaining(values.map(String)));
    },
  );

  it.each([
    ["tags", "tags:\n  owner: x\n", { line: 2, character: 3 }, "The tag's value"],
    [
      "attributes",
      'appliances:\n  - attributes:\n      floor: "2"\n',
      { line: 3, character: 8 },
      "The attribute's value",
    ],
    [
      "keys that are ignored",
      "x-regions: []\n",
      { line: 1, character: 2 },
      "Keys that start with `x-` are ignored",
    ],
    [
      "a list of names",
      "jobs:\n  - targets:\n      sites:\n        - seattle\n",
      { line: 4, character: 12 },
      "One of them, by its name",
    ],
  ])("names of one's own have a description too: %s", async (_name, text, at, words) => {
    expect(plain(await editor.hover(MODELINE + text, at))).toContain(plain(words));
  });

  const messages = async (text: string) => (await editor.diagnostics(text)).map(({ message }) => message);
  const spec = (name: string) => readFileSync(join(FIXTURES, "ok", name, "spec.yaml"), "utf8");

  it.each([
    "everything",
    "adopt",
    "retired",
    "secrets",
    "jobs",
    "backend-http",
    "backend-cloud",
    "lifecycle",
  ])("finds nothing to say about fixtures/ok/%s", async (name) => {
    expect(await messages(`${MODELINE}${spec(name)}`)).toEqual([]);
  });

  it.each<[string, string, string, string[]]>([
    ["an unknown key", "strictness:", "colour: blue\nstrictness:", ["Property colour is not allowed."]],
    [
      "a wrong value",
      "strictness: device",
      "strictness: devices",
      ['Value is not accepted. Valid values: "service", "account", "region", "device".'],
    ],
    [
      "an account id without quotes",
      '"123456789012"',
      "123456789012",
      ['Incorrect type. Expected "string".'],
    ],
  ])("underlines %s once", async (_name, from, to, expected) => {
    const text = spec("seattle");
    expect(text).toContain(from);
    const found = await editor.diagnostics(`${MODELINE}${text.replace(from, to)}`);
    expect(found.map(({ message }) => message)).toEqual(expected);
  });

  it.each([
    ["no backend", "terraform: { backend: {} }"],
    ["two backends", "terraform: { backend: { local: {}, s3: { bucket: acme, region: us-east-1 } } }"],
    ["no kind of targets", "jobs: [{ name: a, document: { a: 1 }, targets: {} }]"],
    ["two kinds of targets", "jobs: [{ name: a, document: { a: 1 }, targets: { all: true, sites: [x] } }]"],
    ["a certificate from two places", "appliances: [{ name: a, certificate: { csr: a.pem, arn: x } }]"],
    ["a tombstone of nothing", "retired: [{ disposition: forget }]"],
  ])("underlines %s", async (_name, text) => {
    expect(await messages(`${MODELINE}${spec("minimal")}\n${text}\n`)).not.toEqual([]);
  });
});
