import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { canonicalJson } from "../src/compiler/canonical-json";
import { runRequest, runsOf, templateBody } from "../src/compiler/job-requests";
import type { Job, Model } from "../src/compiler/model";
import { stacksOf } from "../src/compiler/stacks";
import { synthesizeStack } from "../src/templates";
import { filesIn, temporaryFolder, writeFile } from "./support/folders";
import { modelOf } from "./support/model";
import { runIn } from "./support/run";

/** A model with one job that runs. */
const text = (job: string, more = "", appliances = "[{ name: dock-1 }, { name: dock-2 }]"): string =>
  [
    "apiVersion: panorama-compile/v1",
    "name: test",
    'account: { id: "123456789012", region: us-east-1 }',
    "strictness: account",
    `appliances: ${appliances}`,
    `jobs: [{ name: reboot, run: once, ${job} }]`,
    more,
  ].join("\n");

const model = (...parts: Parameters<typeof text>): Model => modelOf(text(...parts));

const only = ({ jobs: [job] }: Model): Job => {
  if (job === undefined) throw new Error("no job");
  return job;
};

const JOB = "document: { operation: reboot, at: { hour: 22, minute: 0 } }, targets: { appliances: [dock-1] }";

describe("the ids of templates and runs", () => {
  const idsOf = (job: string, more?: string, appliances?: string) => {
    const { ids } = only(model(job, more, appliances));
    return { template: ids?.template, run: ids?.runs["test-us-east-1"] };
  };
  const ids = idsOf(JOB);

  it("have the form that AWS IoT takes, under the prefix that the service-linked role reaches", () => {
    expect(ids.template).toMatch(/^panorama-reboot-[0-9a-f]{10}$/);
    expect(ids.run).toMatch(/^panorama-reboot-[0-9a-f]{10}$/);
    const longest = only(modelOf(text(JOB).replace("name: reboot", `name: ${"x".repeat(42)}`)));
    expect(longest.ids?.template.length).toBeLessThanOrEqual(64);
  });

  it("end in what Node's own SHA-256 makes of all that is in them, in UTF-8", () => {
    const job = JOB.replace("reboot,", 'reboot, note: "größer \\U0001F600 \\u2028",');
    const whole = model(job);
    const { document, description, ids } = only(whole);
    const hash = (content: object) =>
      createHash("sha256").update(canonicalJson(content)).digest("hex").slice(0, 10);
    const [{ targets } = { targets: [] }] = runsOf(whole, only(whole));
    expect(targets).toHaveLength(1);
    expect(document.text).toContain("größer");
    expect(ids?.template).toBe(
      `panorama-reboot-${hash({ description, document: document.text, tags: whole.tags })}`,
    );
    expect(ids?.runs["test-us-east-1"]).toBe(`panorama-reboot-${hash({ document: document.text, targets })}`);
  });

  it("do not follow the order of keys, lists of targets, or how a scalar is written", () => {
    const reordered =
      "targets: { appliances: [dock-1] }, document: { at: { minute: 0x0, hour: 22.0 }, operation: 'reboot' }";
    expect(idsOf(reordered)).toEqual(ids);
    const both = JOB.replace("[dock-1]", "[dock-1, dock-2]");
    expect(idsOf(both.replace("[dock-1, dock-2]", "[dock-2, dock-1]"))).toEqual(idsOf(both));
    expect(idsOf(both, "", "[{ name: dock-2 }, { name: dock-1 }]")).toEqual(idsOf(both));
    expect(idsOf(both.replace("appliances: [dock-1, dock-2]", "all: true"))).toEqual(idsOf(both));
  });

  it.each([
    ["another tag", JOB, "tags: { a: b }", { template: true, run: false }],
    ["another description", `description: other, ${JOB}`, "", { template: true, run: false }],
    ["another document", JOB.replace("22", "23"), "", { template: true, run: true }],
    ["a string for a number", JOB.replace("22", '"22"'), "", { template: true, run: true }],
    ["another target", JOB.replace("dock-1", "dock-2"), "", { template: false, run: true }],
  ])("follow what they hold: %s", (_, job, more, changed) => {
    const other = idsOf(job, more);
    expect({ template: other.template !== ids.template, run: other.run !== ids.run }).toEqual(changed);
  });

  it("follow the text, not how it is escaped for Terraform", () => {
    const hostile = model(JOB.replace("operation: reboot", 'operation: "${a} %{b}"'));
    const [, stack] = stacksOf(hostile);
    if (stack === undefined) throw new Error("no stack of the Region");
    const { text } = synthesizeStack(hostile, stack);
    expect(text).toContain(only(hostile).ids?.template);
    expect(text).toContain(`"triggers_replace": "${only(hostile).ids?.runs[stack.name]}"`);
  });
});

describe("sizes", () => {
  it("a job whose template CloudFormation takes fits into an environment variable and an argument of Linux", () => {
    // https://man7.org/linux/man-pages/man2/execve.2.html: MAX_ARG_STRLEN, 128 KiB with the name and the NUL
    const names = Array.from({ length: 100 }, (_, index) => `panorama${index}`.padEnd(128, "x"));
    const appliances = `[${names.map((thingName, index) => `{ name: d${index}, region: ap-southeast-2, thingName: ${thingName} }`).join(", ")}]`;
    for (const filler of ["x", "人", '"', "🎥", "\\", "\u2028"]) {
      for (const description of ["x", "🎥".repeat(2028)]) {
        const parts = `region: ap-southeast-2, description: ${description}, document: { a: b }, targets: { all: true }`;
        const huge = model(parts, "", appliances);
        const filled = (count: number) =>
          ({ ...only(huge), document: { from: "spec", text: filler.repeat(count) } }) as const;
        let count = 32_768;
        while (templateBody(filled(count), huge.tags).length > 51_200) count -= 100;
        const [run] = runsOf(huge, only(huge));
        if (run === undefined) throw new Error("no run");
        expect(run.targets).toHaveLength(100);
        const size = Buffer.byteLength(`PANORAMA_JOB=${runRequest(filled(count), run)}\0`);
        expect(size).toBeGreaterThan(50_000);
        expect(size).toBeLessThanOrEqual(131_072);
      }
    }
  });
});

describe("files with documents", () => {
  const spec = (file: string) =>
    [
      "apiVersion: panorama-compile/v1",
      'account: { id: "123456789012", region: us-east-1 }',
      "strictness: account",
      "appliances: [{ name: dock }]",
      `jobs: [{ name: reboot, document: { file: ${file} }, targets: { all: true } }]`,
    ].join("\n");

  it("are the same as inline documents", async () => {
    const folder = temporaryFolder({
      "a/spec.yaml": spec("reboot.json"),
      "a/reboot.json": '\ufeff{ "b": [1.50, "\\u00e9"], "a": { "d": null, "c": true } }\r\n',
      "b/spec.yaml": spec("x").replace("{ file: x }", "{ a: { c: true, d: }, b: [1.5, é] }"),
    });
    for (const part of ["a", "b"]) await runIn(join(folder, part), ["spec.yaml"]);
    const stack = "cdktf.out/stacks/spec-us-east-1/cdk.tf.json";
    const files = filesIn(folder);
    expect(files[`a/${stack}`]).toContain('\\"c\\\\\\":true');
    expect(files[`a/${stack}`]).toBe(files[`b/${stack}`]);
  });

  it("are not read beyond a mebibyte, white space or not", async () => {
    const files = { "spec.yaml": spec("huge.json"), "huge.json": `{}${" ".repeat(1024 * 1024)}` };
    const { code, err } = await runIn(temporaryFolder(files), ["validate", "spec.yaml"]);
    const message =
      'error job-document-too-large: the job document "huge.json" is too large to be a job document';
    expect({ code, err }).toMatchObject({ code: 1, err: expect.stringContaining(message) });
  });

  it("do not lie outside the spec's folder, whatever links say", async () => {
    const folder = temporaryFolder({
      "secret.json": '{ "a": 1 }',
      "specs/spec.yaml": spec("jobs/link.json"),
    });
    mkdirSync(join(folder, "specs/jobs"));
    symlinkSync("../../secret.json", join(folder, "specs/jobs/link.json"));
    const { code, err } = await runIn(join(folder, "specs"), ["validate", "spec.yaml"]);
    expect({ code, err }).toMatchObject({
      code: 1,
      err: expect.stringContaining("job-document-outside-folder"),
    });
  });

  it("are not there for a caller who hands in no reader", async () => {
    const { code, err } = await runIn(temporaryFolder(), ["validate", "-"], {
      input: `name: test\n${spec("jobs/reboot.json")}`,
    });
    expect({ code, err }).toMatchObject({ code: 1, err: expect.stringContaining("job-document-missing") });
  });
});

describe("the CloudFormation template", () => {
  const lint = spawnSync("cfn-lint", ["--version"], { encoding: "utf8" });
  const missing = lint.error !== undefined;
  if (missing && process.env.CI !== "true") process.stderr.write("Skipped cfn-lint: it is not on the PATH\n");

  it.skipIf(missing && process.env.CI !== "true")("is one that cfn-lint has nothing to say about", () => {
    if (missing) throw new Error("no cfn-lint on the PATH (pip install cfn-lint)");
    const folder = temporaryFolder();
    const jobs = model(
      'description: "It is ${x} é🎥", document: { a: "${x} <&> {{ x }}" }, targets: { all: true }',
      "tags: { owner: edge team, Größe: 10 µm }",
    );
    writeFile(join(folder, "template.json"), templateBody(only(jobs), jobs.tags));
    const { status, stdout, stderr } = spawnSync("cfn-lint", ["--", join(folder, "template.json")], {
      encoding: "utf8",
    });
    expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: "", stderr: "" });
  });
});
