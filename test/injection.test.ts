import { describe, expect, it } from "vitest";
import { parse, parseDocument, stringify } from "yaml";
import type { LocatedFinding } from "../src/compiler/api";
import { compileWith } from "../src/compiler/compile";
import { pretty } from "../src/compiler/report/pretty";
import { FIELDS, SPOTS, type Spot, withText } from "./support/places";
import { rooms } from "./support/run";

// Every hostile text in every field and every key of the user's choice, one at a time: refused at that place, or it
// arrives as it was written, and nobody on the way acts on it.

const HOSTILE = [
  '${file("/etc/passwd")}',
  "$${x} $$${y} %%{z}",
  "%{ if true }x%{ endif }",
  "&{aws:username}",
  "${aws:username}",
  "{{resolve:secretsmanager:x}}",
  "${aws:iot:s3-presigned-url:x}",
  "${TfToken[TOKEN.0]}",
  "#{TfToken[TOKEN.0]}",
  "file:///etc/passwd",
  "fileb://x",
  "$(id)",
  "`id`",
  "quote \" apostrophe ' backslash \\",
  "two\nlines",
  "\n# heading\n\n| a | b |\n",
  "-->",
  "<!-- document: other -->",
  "<img src=x onerror=alert(1)>",
  "a | b",
  "@someone",
  "[link](https://example.com)",
  "![image](https://example.com)",
  "*bold* _it_ ~~x~~",
  "__proto__",
  "constructor",
  "prototype",
  "toString",
  "\u001b[2J\u0007",
  "\u202eright to left\u2066",
  "a\u200bb\ufeffc",
  "\u2028\u2029\u0085",
  "*",
  "?",
  "../../x",
  "/etc/passwd",
  "arn:aws:iam::999999999999:root",
  "-x",
  "--out=/tmp/x",
] as const;

const HARMFUL =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]/;

const compiled = (spot: Spot, hostile: string) => {
  const text = stringify(withText(spot, hostile), { lineWidth: 0, aliasDuplicateObjects: false });
  const readFile = (path: string) => spot.files.get(path);
  const options = { readFile, today: "2026-11-23" };
  const { findings, artifacts, texts } = compileWith(rooms, [{ path: "spec.yaml", text }], options);
  return {
    text,
    findings,
    texts,
    files: [...artifacts].map(({ path, text: content }) => ({ path, content })),
  };
};

/** Whether a finding points at the spot, or at what names its former text. */
function isAt(
  { code, start, end }: LocatedFinding,
  text: string,
  { path, isKey }: Spot,
  hostile: string,
): boolean {
  if (code === "undeclared-reference") return true;
  const document = parseDocument(text);
  const at = isKey ? [...path.slice(0, -1), hostile] : [...path];
  const [from = 0, to = 0] = (document.getIn(at, true) as { range?: number[] } | undefined)?.range ?? [];
  const lineOf = (offset: number) => text.slice(0, offset).split("\n").length;
  return start.line <= lineOf(to) && end.line >= lineOf(from) - (isKey ? 1 : 0);
}

describe("what stands behind the schema", () => {
  it("every field has a spot", () => {
    expect(SPOTS.map(({ field }) => field).sort()).toEqual([...FIELDS].sort());
  });
});

/** What takes free text: in these at least most hostile texts arrive; elsewhere they are refused. */
const FREE = ["jobs[].description", "jobs[].document.*", "jobs[].document.*?", "secrets[].description"];

describe.each(SPOTS.map((spot) => [spot.field, spot] as const))("%s", (field, spot) => {
  it("refuses every hostile text in its place, or hands it on as it is", () => {
    let arrived = 0;
    for (const hostile of HOSTILE) {
      const { text, findings, texts, files } = compiled(spot, hostile);
      const shown = pretty(findings, { color: false, sources: texts });
      expect(shown, hostile).not.toMatch(HARMFUL);
      const errors = findings.filter(({ severity }) => severity === "error");
      if (errors.length === 0) {
        arrived++;
        arrivesInert(files, hostile, field);
      } else if (errors.every(({ code }) => !code.startsWith("yaml-")))
        expect(
          errors.some((error) => isAt(error, text, spot, hostile)),
          `${hostile}:\n${shown}`,
        ).toBe(true);
    }
    if (FREE.includes(field)) expect(arrived).toBeGreaterThan(10);
  });
});

type File = { readonly path: string; readonly content: string };

/** Fields that only findings look at, or that the output of the fixture has no place for. */
const SILENT = /^(account\.endOfSupport|appliances\[\]\.(deviceId|until)|expect\[\]\..*)$/;

/** Names that the stacks have as parts of addresses only, where other characters stand for some. */
const ADDRESS = /^(retired\[\]\.|appliances\[\]\.renamedFrom)/;

function arrivesInert(files: readonly File[], hostile: string, field: string): void {
  const json = files.filter(({ path }) => path.endsWith(".json"));
  const texts = json.flatMap(({ content }) => [...textsIn(JSON.parse(content))]);
  for (const text of texts) nothingEvaluated(text);
  const review = files.find(({ path }) => path === "review.md")?.content ?? "";
  const written = [ADDRESS.test(field) ? review : "", ...texts].flatMap((text) => [
    ...heldIn(text.replace(/([$%])\1(?=\{)/g, "$1")),
  ]);
  if (!SILENT.test(field))
    expect(
      written.some((text) => text.includes(hostile)),
      `${field}: ${hostile} arrives`,
    ).toBe(true);
  reviewIsPlain(review);
}

/** Terraform would evaluate what is neither escaped nor one whole reference of ours. */
function nothingEvaluated(text: string): void {
  const rest = text.replace(/([$%])\1+\{/g, "");
  if (!/[$%]\{/.test(rest)) return;
  expect(rest).toMatch(/^\$\{(data\.|var\.)?[a-z0-9_]+\.[A-Za-z0-9_-]+(\.[a-z_0-9]+)*\}$/);
}

function* textsIn(value: unknown): Generator<string> {
  if (typeof value === "string") yield value;
  else if (typeof value === "object" && value !== null)
    for (const [key, inner] of Object.entries(value)) yield* [key, ...textsIn(inner)];
}

/** A text, and what it holds where it is JSON or a template of CloudFormation itself. */
function* heldIn(text: string): Generator<string> {
  yield text;
  if (/^[{[]/.test(text)) {
    try {
      for (const inner of textsIn(JSON.parse(text))) yield* heldIn(inner);
    } catch {
      // no JSON after all
    }
  }
  if (text.startsWith("AWSTemplateFormatVersion:"))
    for (const inner of textsIn(parse(text))) yield* heldIn(inner);
}

/** review.md without its code: no HTML, nobody is called, no link and no image; all tables have their columns. */
function reviewIsPlain(review: string): void {
  expect(review).not.toMatch(HARMFUL);
  const lines = review.replace(/^```[\s\S]*?^```$/gm, "").split("\n");
  const [, ...rest] = lines; // the mark is a comment of HTML
  const prose = rest.filter((line) => !/^<!-- document: [A-Za-z0-9_-]+ -->$/.test(line));
  for (const line of prose.map((l) => l.replace(/`[^`]*`/g, ""))) {
    expect(line).not.toMatch(/<|@|!\[|\]\(|`/);
  }
  let columns: number | undefined;
  for (const line of prose) {
    const cells = line.startsWith("|") ? line.split(/(?<!\\)\|/).length : undefined;
    if (cells !== undefined && columns !== undefined) expect(cells, line).toBe(columns);
    columns = cells;
  }
}
