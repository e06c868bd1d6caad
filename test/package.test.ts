import { execFileSync, spawn, spawnSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { filesIn } from "./support/folders";

// The package as a user gets it: packed, installed from the tarball in an empty folder without a registry.
const ROOT = join(import.meta.dirname, "..");
const SPEC =
  'apiVersion: panorama-compile/v1\nname: one\naccount: { id: "111111111111", region: us-east-1, endOfSupport: acknowledged }\nstrictness: device\nappliances: [{ name: dock, deviceId: device-lk7exmplpvcr3heqwjmesw76ky, certificate: { csr: dock.pem } }]\n';

let folder: string;
let tarball: string;

const npm = (args: readonly string[], cwd: string) =>
  execFileSync("npm", [...args], {
    cwd,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, npm_config_loglevel: "error" },
  });

const node = (args: readonly string[], input?: string) =>
  spawnSync(process.execPath, [...args], { cwd: folder, encoding: "utf8", input });

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "panorama-package-"));
  npm(["pack", "--pack-destination", folder], ROOT);
  tarball = readdirSync(folder).find((file) => file.endsWith(".tgz")) ?? "";
  writeFileSync(join(folder, "package.json"), '{ "private": true }');
  npm(["install", "--offline", "--no-audit", "--no-fund", `./${tarball}`], folder);
  writeFileSync(join(folder, "spec.yaml"), SPEC);
  writeFileSync(join(folder, "dock.pem"), readFileSync(join(ROOT, "fixtures/ok/seattle/csr/dock-1.pem")));
}, 180_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("the package", () => {
  it("is under 2 MB, 4 MB unpacked, and brings nothing else", () => {
    expect(statSync(join(folder, tarball)).size).toBeLessThan(2_000_000);
    const installed = filesIn(join(folder, "node_modules/panorama-compile"));
    expect(Object.values(installed).join("").length).toBeLessThan(4_000_000);
    expect(readdirSync(join(folder, "node_modules")).filter((name) => !name.startsWith("."))).toEqual([
      "panorama-compile",
    ]);
  });

  it("holds the bundles, types, schema, notices and licence, and no source, test or path of the machine it was built on", () => {
    const installed = filesIn(join(folder, "node_modules/panorama-compile"));
    const top = new Set(Object.keys(installed).map((path) => path.split("/")[0]));
    expect([...top].sort()).toEqual(["CHANGELOG.md", "LICENSE", "README.md", "dist", "package.json"]);
    expect(installed["dist/THIRD-PARTY-NOTICES.md"]).toContain("## cdktf 0.21.0\n\nMPL-2.0, ");
    expect(installed["dist/THIRD-PARTY-NOTICES.md"]).toMatch(
      /## @aws-sdk\/client-iot [\d.]+\n\nApache-2\.0, /,
    );
    expect(installed["dist/THIRD-PARTY-NOTICES.md"]).toMatch(/## https-proxy-agent [\d.]+\n\nMIT, /);
    expect(installed["dist/THIRD-PARTY-NOTICES.md"]).toContain(
      "Graphviz 16.1.0, under the Eclipse Public License",
    );
    expect(installed["dist/discover-policy.json"]).toContain("iot:ListThings");
    for (const [path, text] of Object.entries(installed)) expect(text.includes(ROOT), path).toBe(false);
  });

  it("loads the AWS SDK for discover alone, and neither warns of Node's version nor of anything else", () => {
    const loaded = (args: readonly string[]) => {
      const program = `process.argv.splice(1, 0, "panorama-compile"); const { main } = require("./node_modules/panorama-compile/dist/front.js");
        main().then(() => console.log(Object.keys(require.cache).filter((file) => file.endsWith("discover.js")).length));`;
      return spawnSync(process.execPath, ["-e", program, ...args], {
        cwd: folder,
        encoding: "utf8",
        env: { PATH: process.env.PATH, AWS_EC2_METADATA_DISABLED: "true", HOME: folder },
      });
    };
    expect(loaded(["validate", "spec.yaml", "--quiet"])).toMatchObject({ stdout: "0\n", stderr: "" });
    const { stdout, stderr } = loaded(["discover", "--account", "123456789012", "--region", "us-east-1"]);
    expect(stdout).toBe("1\n");
    expect(stderr).toMatch(/^there are no AWS credentials, [^\n]*\n$/);
  });

  it("draws without a browser or the network, and loads Graphviz for SVG alone", () => {
    const graph = (format: string) => {
      const program = `process.argv.splice(1, 0, "panorama-compile"); const { main } = require("./node_modules/panorama-compile/dist/front.js");
        main().then(() => console.error(Object.keys(require.cache).filter((file) => file.endsWith("graphviz.js")).length));`;
      return node(["-e", program, "graph", "spec.yaml", "--quiet", "--format", format]);
    };
    expect(graph("mermaid")).toMatchObject({
      stdout: expect.stringMatching(/^flowchart LR\n/),
      stderr: "0\n",
    });
    expect(graph("dot")).toMatchObject({ stdout: expect.stringMatching(/^digraph /), stderr: "0\n" });
    expect(graph("svg")).toMatchObject({
      stdout: expect.stringMatching(/^<\?xml [\s\S]*<\/svg>\n$/),
      stderr: "1\n",
    });
  });

  it("runs as a command: a good spec, a bad one, a pipe, --check twice", () => {
    const command = join(folder, "node_modules/.bin/panorama-compile");
    const run = (args: readonly string[], input?: string) =>
      spawnSync(command, args, { cwd: folder, encoding: "utf8", input });
    expect(run(["spec.yaml"])).toMatchObject({ status: 0, stdout: "" });
    expect(run(["spec.yaml", "--check"])).toMatchObject({ status: 0 });
    expect(run(["spec.yaml", "--check"])).toMatchObject({ status: 0 });
    const bad = run(["validate", "-"], SPEC.replace("us-east-1", "us-esat-1"));
    expect(bad).toMatchObject({ status: 1, stdout: "" });
    expect(bad.stderr).toContain("<stdin>:3:40 error schema-not-allowed");
    expect(bad.stderr).toContain('did you mean "us-east-1"?');
    expect(run([])).toMatchObject({ status: 2 });
    expect(JSON.parse(run(["schema"]).stdout).title).toBe("panorama-compile spec");
  });

  it("gives the same output as the tests' in-process runs", () => {
    const golden = join(ROOT, "fixtures/ok/seattle");
    mkdirSync(join(folder, "seattle"));
    const spec = join(golden, "spec.yaml");
    expect(node(["node_modules/panorama-compile/dist/cli.js", spec, "--out", "seattle/out"]).status).toBe(0);
    expect(filesIn(join(folder, "seattle/out"))).toEqual(filesIn(join(golden, "expected")));
  });

  it("reports a plan as the tests' in-process runs do, from a file and from a pipe", () => {
    const plans = join(ROOT, "fixtures/plans");
    const argv = ["node_modules/panorama-compile/dist/cli.js", "plan-report", "--format", "github"];
    const spec = join(plans, "before/spec.yaml");
    const said = node([...argv, join(plans, "same-iam.json"), "--spec", spec]);
    const golden = readFileSync(join(plans, "expected/same.github.txt"), "utf8");
    expect(said).toMatchObject({ status: 0, stdout: golden });
    const input = readFileSync(join(plans, "drift-iam.json"), "utf8");
    expect(node([...argv, "-", "--spec", spec], input)).toMatchObject({
      status: 4,
      stderr: "1 plan, 2 changes: the spec does not explain 2 points\n",
    });
  });

  it("works with a reader that goes away", () => {
    const { stderr } = spawnSync(
      "sh",
      ["-c", "node node_modules/panorama-compile/dist/cli.js schema | head -c 1"],
      { cwd: folder, encoding: "utf8" },
    );
    expect(stderr).toBe("");
  });

  const use = `
    const seen = [];
    const { findings, documents, artifacts } = compile([{ path: "infra/spec.yaml", text: SPEC }], {
      readFile: (path, folder) => { seen.push(path, folder); return PEM; },
    });
    console.log(JSON.stringify({ findings, documents, seen, paths: [...artifacts].map((a) => a.path) }));`;
  const constants = () =>
    `const SPEC = ${JSON.stringify(SPEC)}; const PEM = ${JSON.stringify(readFileSync(join(folder, "dock.pem"), "utf8"))};`;
  const expected = {
    findings: [],
    documents: ["one"],
    seen: ["infra/dock.pem", "infra"],
    paths: ["stacks/one-iam/cdk.tf.json", "stacks/one-us-east-1/cdk.tf.json", "review.md", "manifest.json"],
  };

  it("works with require", () => {
    const { stdout, stderr } = node([
      "-e",
      `const { compile } = require("panorama-compile"); ${constants()} ${use}`,
    ]);
    expect(stderr).toBe("");
    expect(JSON.parse(stdout)).toEqual(expected);
  });

  it("works as the README shows it", () => {
    const [, example = ""] = /```js\n([\s\S]*?)```/.exec(readFileSync(join(ROOT, "README.md"), "utf8")) ?? [];
    const { stdout, stderr } = node([
      "-e",
      `${constants()} const text = SPEC; const readFile = () => PEM; ${example}`,
    ]);
    expect(stderr).toBe("");
    expect(stdout).toMatch(/^stacks\/one-iam\/cdk\.tf\.json \d+\n[\s\S]*\nmanifest\.json \d+\n$/);
  });

  it("works with import", () => {
    const program = `import { compile } from "panorama-compile"; ${constants()} ${use}`;
    const { stdout, stderr } = node(["--input-type=module", "-e", program]);
    expect(stderr).toBe("");
    expect(JSON.parse(stdout)).toEqual(expected);
  });

  it("gives findings as data, and never throws for bad input", () => {
    const program = `const { compile } = require("panorama-compile");
      const bad = [undefined, "", "a: [", "\\u0000", "- 1", "x: *y", "%YAML 9.9"].map((text) => compile([{ path: "s.yaml", text: text ?? new Uint8Array([255]) }]));
      console.log(JSON.stringify(bad.map(({ findings, artifacts }) => [findings[0].code, findings[0].start, [...artifacts].length])));`;
    const { stdout, stderr } = node(["-e", program]);
    expect(stderr).toBe("");
    const codes = (JSON.parse(stdout) as [string, unknown, number][]).map(
      ([code, , artifacts]) => `${code} ${artifacts}`,
    );
    expect(codes).toEqual([
      "yaml-encoding 0",
      "yaml-empty 0",
      "yaml-syntax 0",
      expect.stringMatching(/^yaml-/),
      "yaml-not-a-mapping 0",
      "yaml-alias 0",
      expect.stringMatching(/^yaml-/),
    ]);
  });

  it.each(["node16", "nodenext", "bundler"])(
    "has types that tsc --strict takes under %s, with neither CDKTF nor Node's types",
    (resolution) => {
      const program = `import { compile, type Artifact, type Finding, type Spec } from "panorama-compile";
      const { findings, artifacts } = compile([{ path: "spec.yaml", text: "" }], { readFile: (path: string) => path, previousOutput: () => undefined });
      const first: Finding | undefined = findings[0];
      const line: number | undefined = first?.start.line;
      const all: Artifact[] = [...artifacts];
      const spec: Spec = { apiVersion: "panorama-compile/v1", account: { id: "1", region: "us-east-1" }, strictness: "device" };
      // @ts-expect-error a strictness that is none
      const wrong: Spec["strictness"] = "devices";
      export { line, all, spec, wrong };`;
      writeFileSync(join(folder, "use.ts"), program);
      const module = resolution === "bundler" ? "esnext" : resolution;
      const tsc = [
        join(ROOT, "node_modules/typescript/bin/tsc"),
        "--noEmit",
        "--strict",
        "--exactOptionalPropertyTypes",
        "--target",
        "es2022",
        "--module",
        module,
        "--moduleResolution",
        resolution,
        "use.ts",
      ];
      expect(node(tsc)).toMatchObject({ status: 0, stdout: "" });
    },
  );

  it("ends with 130 on SIGINT while it waits for standard input", async () => {
    const afterWaiting = async (milliseconds: number) => {
      const child = start(["-"]);
      await new Promise((done) => setTimeout(done, milliseconds));
      return ended(child, "SIGINT");
    };
    // On a busy machine Node itself may still be starting, and die of the signal.
    expect((await afterWaiting(1000)) ?? (await afterWaiting(15_000))).toBe(130);
  });

  it.each([
    ["SIGINT", 130],
    ["SIGTERM", 143],
  ] as const)("ends with the code of %s while it compiles, and leaves nothing", async (signal, code) => {
    writeFileSync(join(folder, "many.yaml"), manyDocuments("account"));
    const child = start(["many.yaml", "--out", signal]);
    await appears(join(folder, signal, ".panorama-compile-staging"));
    expect(await ended(child, signal)).toBe(code);
    expect(readdirSync(folder)).not.toContain(signal);
  });

  it("killed at any moment leaves every file old or new, and the next run mends it", async () => {
    const many = (strictness: string) => writeFileSync(join(folder, "many.yaml"), manyDocuments(strictness));
    const compile = (out: string) =>
      node(["node_modules/panorama-compile/dist/cli.js", "many.yaml", "--out", out]);
    many("region");
    compile("new");
    many("account");
    compile("old");
    const [before, after] = [filesIn(join(folder, "old")), filesIn(join(folder, "new"))];
    compile("killed");
    let interrupted = 0;
    for (const wait of [0, 20, 60, 120, 200, 300]) {
      many("region");
      const child = start(["many.yaml", "--out", "killed"]);
      await appears(join(folder, "killed/.panorama-compile-staging"));
      await new Promise((done) => setTimeout(done, wait));
      await ended(child, "SIGKILL");
      const { ".panorama-compile-staging/owner": owner, ...files } = filesIn(join(folder, "killed"));
      if (owner !== undefined) interrupted++;
      for (const [path, text] of Object.entries(files)) {
        if (!path.startsWith(".")) expect([before[path], after[path]], path).toContain(text);
      }
      many("account");
      expect(compile("killed")).toMatchObject({ status: 0 });
      expect(filesIn(join(folder, "killed"))).toEqual(before);
    }
    expect(interrupted).toBeGreaterThan(0);
  }, 120_000);
});

/** Enough documents that a signal meets the run at work. */
const manyDocuments = (strictness: string): string =>
  Array.from(
    { length: 60 },
    (_, index) =>
      `apiVersion: panorama-compile/v1\nname: d${index}\naccount: { id: "${String(index).padStart(12, "0")}", region: us-east-1 }\nstrictness: ${strictness}\nappliances: [${Array.from({ length: 20 }, (_, i) => `{ name: a${i} }`)}]\n`,
  ).join("---\n");

const start = (args: readonly string[]) =>
  spawn(process.execPath, ["node_modules/panorama-compile/dist/cli.js", ...args], {
    cwd: folder,
    stdio: ["pipe", "ignore", "ignore"],
  });

function ended(child: ReturnType<typeof start>, signal: NodeJS.Signals): Promise<number | null> {
  const code = new Promise<number | null>((done) => child.on("exit", done));
  if (child.exitCode !== null) return Promise.resolve(child.exitCode);
  child.kill(signal);
  return code;
}

async function appears(path: string): Promise<void> {
  for (const deadline = Date.now() + 20_000; !existsSync(path) && Date.now() < deadline; ) {
    await new Promise((done) => setTimeout(done, 2));
  }
}
