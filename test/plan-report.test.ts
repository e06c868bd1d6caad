import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { LIMITS } from "../src/compiler/limits";
import { readPlan } from "../src/compiler/plan-report/read";
import { filesIn, temporaryFolder, writeFile } from "./support/folders";
import { runIn } from "./support/run";

// Recorded plans (test/terraform/plan-report.test.ts) against golden reports: UPDATE_FIXTURES=1 rewrites them.

const PLANS = join(import.meta.dirname, "../fixtures/plans");
const FORMATS = ["pretty", "json", "markdown", "github"] as const;

const textOf = (name: string): string => readFileSync(join(PLANS, `${name}.json`), "utf8");
// biome-ignore lint/suspicious/noExplicitAny: a plan that tests take apart
const jsonOf = (name: string): any => JSON.parse(textOf(name));

/** A folder with the files of a spec's folder and plans beside them. */
function folderOf(spec: string, plans: Readonly<Record<string, unknown>> = {}): string {
  const folder = temporaryFolder(join(PLANS, spec));
  for (const [name, plan] of Object.entries(plans))
    writeFile(join(folder, name), typeof plan === "string" ? plan : JSON.stringify(plan));
  return folder;
}

const SCENARIOS = [
  ["create", "before", ["create-iam", "create-region"], 0],
  ["same", "before", ["same-iam", "same-region"], 0],
  ["edit", "after", ["edit-iam", "edit-region"], 0],
  ["stale", "before", ["edit-iam", "edit-region"], 4],
  ["drift", "before", ["drift-iam", "drift-region"], 4],
  ["foreign", "before", ["foreign-region"], 4],
] as const;

describe.each(SCENARIOS)("the recorded plans of %s", (name, spec, plans, exit) => {
  it.each(FORMATS)("as %s", async (format) => {
    const files = Object.fromEntries(plans.map((plan) => [`${plan}.json`, textOf(plan)]));
    const argv = ["plan-report", ...Object.keys(files), "--spec", "spec.yaml", "--format", format];
    const { code, out, err } = await runIn(folderOf(spec, files), argv);
    const golden = join(PLANS, "expected", `${name}.${format}.txt`);
    if (process.env.UPDATE_FIXTURES === "1") writeFile(golden, out);
    expect(out).toBe(readFileSync(golden, "utf8"));
    expect(code).toBe(exit);
    expect(err).toMatch(
      /^\d plans?, \d+ changes?: (the spec explains all|the spec does not explain \d+ points?)(; GitHub shows 10 .*)?\n$/,
    );
    expect(out).not.toContain("CANARY");
  });
});

describe("docs/plan-report.md", () => {
  it("has a row for every code, and no other", () => {
    const sources = ["reasons", "problems", "index"].map((name) =>
      readFileSync(join(PLANS, `../../src/compiler/plan-report/${name}.ts`), "utf8"),
    );
    const codes = sources.flatMap((text) =>
      [...text.matchAll(/\bcode: "([a-z-]+)"/g)].map(([, code]) => code),
    );
    const page = readFileSync(join(PLANS, "../../docs/plan-report.md"), "utf8");
    const rows = [...page.matchAll(/^\| `([a-z-]+)` \| (?!whether|numbers|in the|stacks)/gm)].map(
      ([, code]) => code,
    );
    expect(rows).toEqual([...new Set(codes)].sort());
  });
});

describe("the command line", () => {
  it.each([
    [[], "no plan is named; print one with terraform show -json"],
    [
      ["plan.json"],
      "a plan does not say which spec it is of: panorama-compile plan-report plan.json --spec SPEC",
    ],
    [["spec.yaml", "plan.json"], "spec.yaml looks like a spec, not a plan: name specs with --spec spec.yaml"],
    [["-", "--spec", "-"], "standard input (-) can be one plan or one spec, not both"],
    [["plan.json", "plan.json", "--spec", "spec.yaml"], "plan.json is named twice"],
    [["plan.json", "b.json", "--spec", "spec.yaml", "--stack", "x"], "--stack is for one plan"],
    [
      ["plan.json", "--spec", "spec.yaml", "--format", "sarif"],
      "--format takes pretty, json, markdown or github",
    ],
    [["plan.json", "--spec", "spec.yaml", "--format", "markdwn"], "did you mean markdown?"],
    [
      ["plan.json", "--spec", "spec.yaml", "--stack", "docks-west"],
      'the spec has no stack "docks-west"; its stacks are docks-iam and docks-us-east-1',
    ],
    [["plan.json", "--specs", "spec.yaml"], "unknown option --specs; did you mean --spec?"],
  ])("%j is refused with exit 2", async (argv, words) => {
    const folder = folderOf("before", { "plan.json": textOf("same-iam") });
    const { code, out, err } = await runIn(folder, ["plan-report", ...argv]);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toContain(words);
  });

  it("says in its help what --format takes here", async () => {
    const { out } = await runIn(PLANS, ["plan-report", "--help"]);
    expect(out).toContain("standard output: pretty (default), json, markdown or github\n");
    expect((await runIn(PLANS, ["validate", "--help"])).out).toContain("jsonl, sarif, github or junit\n");
  });

  it("reads a plan, or the spec, from standard input", async () => {
    const folder = folderOf("before", { "plan.json": textOf("drift-iam") });
    const asFile = await runIn(folder, ["plan-report", "plan.json", "--spec", "spec.yaml"]);
    const asInput = await runIn(folder, ["plan-report", "-", "--spec", "spec.yaml"], {
      input: textOf("drift-iam"),
    });
    expect(asInput).toEqual({ ...asFile, out: asFile.out.replace("(plan.json)", "(<stdin>)") });
    const input = readFileSync(join(folder, "spec.yaml"), "utf8").replaceAll("csr/", `${folder}/csr/`);
    const spec = input.replace(/\n {4}certificate: .*/g, "");
    const { code, err } = await runIn(folder, ["plan-report", "plan.json", "--spec", "-"], { input: spec });
    expect({ code, err }).toEqual({
      code: 4,
      err: "1 plan, 2 changes: the spec does not explain 2 points\n",
    });
  });

  it("a spec with errors is exit 1, with its findings and no report", async () => {
    const folder = folderOf("before", {
      "plan.json": textOf("same-iam"),
      "spec.yaml": "apiVersion: panorama-compile/v1\n",
    });
    const { code, out, err } = await runIn(folder, ["plan-report", "plan.json", "--spec", "spec.yaml"]);
    expect({ code, out }).toEqual({ code: 1, out: "" });
    expect(err).toContain("spec.yaml:1:1 error schema-missing-key");
    expect(err).toContain("2 errors; no plan was looked at\n");
  });

  it.each([
    ["plan.jsn", "can't read plan.jsn: no such file or folder\n"],
    ["csr", "can't read csr: it is a folder\n"],
  ])("a plan that can't be read (%s) is exit 3", async (path, words) => {
    expect(await runIn(folderOf("before"), ["plan-report", path, "--spec", "spec.yaml"])).toEqual({
      code: 3,
      out: "",
      err: words,
    });
  });

  it("writes nothing, and --quiet leaves the product", async () => {
    const folder = folderOf("before", { "plan.json": textOf("same-iam") });
    const files = filesIn(folder);
    const { err, out } = await runIn(folder, ["plan-report", "plan.json", "--spec", "spec.yaml", "--quiet"]);
    expect({ err, files: filesIn(folder) }).toEqual({ err: "", files });
    expect(out).toMatch(/^no changes; /);
  });
});

describe("what is no plan", () => {
  const utf16 = Buffer.from(`\ufeff${textOf("same-iam")}`, "utf16le");
  it.each([
    ["nothing", "", "it is empty; did terraform show fail?"],
    [
      "the binary plan",
      Buffer.from("PK\x03\x04rest"),
      "it is Terraform's binary plan file; print it as JSON: terraform show -json plan.tfplan > plan.json",
    ],
    ["UTF-16", utf16, "it is UTF-16 text, as the > of Windows PowerShell writes it"],
    ["other bytes", Buffer.from([0x7b, 0xff, 0xfe]), "it is not UTF-8 text"],
    [
      "a state",
      '{"format_version":"1.0","terraform_version":"1.11.4","values":{"root_module":{}}}',
      "it is a state, as terraform show -json prints it without",
    ],
    [
      "an empty state",
      '{"format_version":"1.0"}',
      "it is a state, as terraform show -json prints it without",
    ],
    [
      "a state file",
      '{"version":4,"serial":3,"lineage":"x","resources":[]}',
      "it is a state file, not a plan",
    ],
    [
      "the log of plan -json",
      '{"@level":"info","type":"version"}\n{"@level":"info"}\n',
      "it is the log that terraform plan -json prints",
    ],
    ["one line of it", '{"@level":"info"}', "it is a line of the log"],
    [
      "a stack of ours",
      readFileSync(join(PLANS, "../ok/minimal/expected/stacks/spec-iam/cdk.tf.json")),
      "it is a Terraform configuration, as panorama-compile writes it",
    ],
    [
      "what people read",
      "\nTerraform used the selected providers to generate the following execution plan.",
      "it is what Terraform prints for people",
    ],
    [
      "an answer of validate",
      '{"format_version":"1.0","valid":true}',
      "it is the answer of terraform validate",
    ],
    ["schemas", '{"format_version":"1.0","provider_schemas":{}}', "it holds the schemas of providers"],
    ["a list", "[]", "it is JSON, but no object"],
    [
      "other JSON",
      '{"a":1}',
      'it is JSON, but no plan: "format_version" and "configuration" are not both there',
    ],
    ["a broken plan", textOf("same-iam").slice(0, 5000), "it is JSON that is broken or ends too early"],
    ["YAML", "apiVersion: panorama-compile/v1\n", 'it is no JSON: it starts with "apiVersion: panorama-com'],
    [
      "a deep one",
      `${"[".repeat(100_000)}${"]".repeat(100_000)}`,
      `it nests deeper than ${LIMITS.depth} levels`,
    ],
    [
      "a future one",
      { ...jsonOf("same-iam"), format_version: "2.0" },
      'its "format_version" is 2.0, and this panorama-compile reads 1.x',
    ],
    [
      "no version",
      { ...jsonOf("same-iam"), format_version: 1 },
      'its "format_version" is to be a text as "1.2"',
    ],
    [
      "wrong lists",
      { ...jsonOf("same-iam"), resource_changes: {} },
      'its "resource_changes" is to be a list, not an object',
    ],
    [
      "wrong actions",
      {
        ...jsonOf("same-iam"),
        resource_drift: [{ address: "a", type: "b", mode: "managed", change: { actions: [7] } }],
      },
      'its "resource_drift[0].change.actions[]" is to be a text, not a number',
    ],
    [
      "no address",
      { ...jsonOf("same-iam"), resource_changes: [null] },
      'its "resource_changes[0].address" is to be a text, not nothing',
    ],
  ])("%s is told, with exit 3", async (_what, content, words) => {
    const folder = folderOf("before");
    const isBytes = typeof content === "string" || Buffer.isBuffer(content);
    writeFileSync(join(folder, "plan.json"), isBytes ? content : JSON.stringify(content));
    const { code, out, err } = await runIn(folder, ["plan-report", "plan.json", "--spec", "spec.yaml"]);
    expect({ code, out }).toEqual({ code: 3, out: "" });
    expect(err).toMatch(/^can't read plan\.json as a plan: it[^\n]*\n$/);
    expect(err).toContain(words);
  });

  it("says it of each, and gives no half report", async () => {
    const folder = folderOf("before", { "a.json": "", "b.json": textOf("same-iam"), "c.json": "[" });
    const argv = ["plan-report", "a.json", "b.json", "c.json", "--spec", "spec.yaml"];
    const { code, out, err } = await runIn(folder, argv);
    expect({ code, out }).toEqual({ code: 3, out: "" });
    expect(err.split("\n").map((line) => line.slice(0, 19))).toEqual([
      "can't read a.json a",
      "can't read c.json a",
      "",
    ]);
  });

  it("is as large as the limits, and no larger", () => {
    const plan = Buffer.alloc(LIMITS.plan + 1); // which takes memory only where somebody writes
    plan.write(textOf("same-iam"));
    expect(readPlan(plan)).toEqual({ failure: `it has more than ${LIMITS.plan} bytes; no more are read` });
    const values = (count: number) =>
      Buffer.from(
        `{"format_version":"1.2","configuration":{"root_module":{}},"x":[1${",1".repeat(count - 6)}]}`,
      );
    expect(readPlan(values(LIMITS.planValues))).toHaveProperty("plan");
    expect(readPlan(values(LIMITS.planValues + 1))).toEqual({
      failure: `it has more than ${LIMITS.planValues} values; no more are read`,
    });
    const nested = (levels: number) =>
      Buffer.from(
        `{"format_version":"1.2","configuration":{},"x":${"[".repeat(levels - 1)}${"]".repeat(levels - 1)}}`,
      );
    expect(readPlan(nested(LIMITS.depth))).toHaveProperty("plan");
    expect(readPlan(nested(LIMITS.depth + 1))).toEqual({
      failure: `it nests deeper than ${LIMITS.depth} levels, as no plan of ours does`,
    });
  });
});
