import type { ChildProcess } from "node:child_process";
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { makeProgram, type Program } from "./attacks/program";
import { filesIn, temporaryFolder } from "./support/folders";
import { runIn } from "./support/run";

// A real process in a real folder, as an editor and a person meet it.

const SPEC = (strictness: string, more = "") =>
  `apiVersion: panorama-compile/v1\nname: one\naccount: { id: "111111111111", region: us-east-1, endOfSupport: acknowledged }\nstrictness: ${strictness}\n${more}`;

let program: Program;
beforeAll(async () => {
  program = await makeProgram();
});

const READY = /watching \d+ files?; Ctrl-C ends\n/g;

/** A process that watches; it is killed when the test ends. */
function started(folder: string, argv: readonly string[]) {
  const child: ChildProcess = program.start(folder, argv);
  const said = { out: "", err: "" };
  child.stdout?.setEncoding("utf8").on("data", (chunk: string) => {
    said.out += chunk;
  });
  child.stderr?.setEncoding("utf8").on("data", (chunk: string) => {
    said.err += chunk;
  });
  const ended = new Promise<number | null>((done) => child.on("close", done));
  onTestFinished(() => void child.kill("SIGKILL"));
  const runs = () => said.err.match(READY)?.length ?? 0;
  return {
    said,
    ended,
    child,
    runs,
    /** Waits for the end of a run, by its number. */
    run: (number: number) =>
      until(
        () => runs() >= number,
        () => `run ${number}; so far:\n${said.err}${said.out}`,
      ),
    /** What was said since the run of a number. */
    since: (number: number) => said.err.split(READY).slice(number).join(""),
  };
}

async function until(holds: () => boolean, what: () => string, patience = 20_000): Promise<void> {
  for (const deadline = Date.now() + patience; !holds(); await pause(20))
    if (Date.now() > deadline) throw new Error(`did not come: ${what()}`);
}

const pause = (milliseconds: number) => new Promise((done) => setTimeout(done, milliseconds));

const trust = (folder: string) =>
  readFileSync(join(folder, "cdktf.out/stacks/one-iam/cdk.tf.json"), "utf8").includes("aws:SourceArn");

describe("compile --watch", () => {
  it("follows a spec: edited, broken, mended, saved by renaming, removed and made again", async () => {
    const folder = temporaryFolder({ "spec.yaml": SPEC("account") });
    const file = join(folder, "spec.yaml");
    const { run, since, said } = started(folder, ["spec.yaml", "--watch"]);
    await run(1);
    expect(trust(folder)).toBe(false);

    writeFileSync(file, SPEC("region"));
    await run(2);
    expect(trust(folder)).toBe(true);
    expect(since(1)).toMatch(/^changed {2}spec\.yaml\n {2}written /);

    const before = filesIn(join(folder, "cdktf.out"));
    writeFileSync(file, SPEC("regoin"));
    await run(3);
    expect(filesIn(join(folder, "cdktf.out"))).toEqual(before);
    expect(since(2)).toContain('spec.yaml:4:13 error schema-not-allowed: "strictness"');
    expect(since(2)).toMatch(/1 error; nothing was written\nkept the last output in cdktf\.out\n$/);

    writeFileSync(join(folder, "spec.yaml~"), SPEC("account")); // as vim and many others save
    renameSync(join(folder, "spec.yaml~"), file);
    await run(4);
    expect(trust(folder)).toBe(false);

    rmSync(file);
    await run(5);
    expect(since(4)).toBe(
      "changed  spec.yaml\ncan't read spec.yaml: no such file or folder\nkept the last output in cdktf.out\n",
    );
    writeFileSync(file, SPEC("region"));
    await run(6);
    expect(trust(folder)).toBe(true);
    expect(said.out).toBe("");
    expect(said.err).not.toContain("\u001b"); // no tricks with a screen that is none
  });

  it("follows the files that a spec names, also one that was not there", async () => {
    const csr = readFileSync(join(import.meta.dirname, "../fixtures/ok/seattle/csr/dock-1.pem"), "utf8");
    const more = "appliances: [{ name: dock, certificate: { csr: csr/dock.pem } }]\n";
    const folder = temporaryFolder({ "spec.yaml": SPEC("account", more) });
    const { run, since } = started(folder, ["spec.yaml", "--watch"]);
    await run(1);
    expect(since(0)).toContain("csr-missing");
    mkdirSync(join(folder, "csr"));
    writeFileSync(join(folder, "csr/dock.pem"), csr);
    await run(2);
    expect(since(1)).toContain("changed  csr/dock.pem\n");
    expect(filesIn(folder)["cdktf.out/stacks/one-us-east-1/cdk.tf.json"]).toContain("aws_iot_certificate");
    writeFileSync(join(folder, "csr/dock.pem"), "-----BEGIN NOTHING-----");
    await run(3);
    expect(since(2)).toContain("csr-malformed");
  });

  it("sees specs that come into a folder and go, also in folders that are new", async () => {
    const folder = temporaryFolder({ "specs/one.yaml": SPEC("account") });
    const { run, since } = started(folder, ["specs", "--watch", "--out", "specs/out"]);
    await run(1);
    const two = SPEC("account").replace("one", "two").replace("111111111111", "222222222222");
    mkdirSync(join(folder, "specs/deep"));
    writeFileSync(join(folder, "specs/deep/two.yaml"), two);
    await run(2);
    expect(since(1)).toContain("changed  specs/deep/two.yaml\n");
    expect(filesIn(join(folder, "specs/out/stacks"))["two-iam/cdk.tf.json"]).toBeDefined();
    rmSync(join(folder, "specs/deep"), { recursive: true });
    await run(3);
    expect(since(2)).toContain("changed  specs/deep/two.yaml\n");
  });

  it("takes many saves for few changes, and the last one counts", async () => {
    const folder = temporaryFolder({ "spec.yaml": SPEC("account") });
    const { run, runs } = started(folder, ["spec.yaml", "--watch"]);
    await run(1);
    for (let save = 0; save < 20; save++) {
      writeFileSync(join(folder, "spec.yaml"), SPEC(save % 2 === 0 ? "account" : "region"));
      await pause(10);
    }
    await until(
      () => trust(folder),
      () => "the last save",
    );
    await pause(1500); // longer than a look
    expect(runs()).toBeGreaterThan(1);
    expect(runs()).toBeLessThan(6);
    expect(trust(folder)).toBe(true);
  });

  it("does nothing while nothing changes, whatever its own output and reports do", async () => {
    const folder = temporaryFolder({ "specs/spec.yaml": SPEC("account") });
    const argv = ["specs", "--watch", "--out", "specs/out", "--report", "json=specs/findings.yaml"];
    const { run, runs } = started(folder, argv);
    await run(1);
    writeFileSync(join(folder, "specs/notes.txt"), "not a spec");
    await pause(2500);
    expect(runs()).toBe(1);
  });

  it.each([
    ["SIGINT", 130],
    ["SIGTERM", 143],
  ] as const)("ends with the code of %s while it waits", async (signal, code) => {
    const folder = temporaryFolder({ "spec.yaml": SPEC("account") });
    const { run, ended, child, said } = started(folder, ["spec.yaml", "--watch"]);
    await run(1);
    child.kill(signal);
    expect(await ended).toBe(code);
    expect(said.err).toMatch(READY);
    expect(said.err.endsWith("Ctrl-C ends\n")).toBe(true);
  });

  it("is interrupted at any moment of a compile, and leaves the output whole", async () => {
    const fleet = (strictness: string) =>
      SPEC(strictness, `appliances: [${Array.from({ length: 300 }, (_, at) => `{ name: a${at} }`)}]\n`);
    for (const wait of [110, 160, 220, 300]) {
      const folder = temporaryFolder({ "spec.yaml": fleet("account") });
      const { run, ended, child } = started(folder, ["spec.yaml", "--watch"]);
      await run(1);
      const before = filesIn(join(folder, "cdktf.out"));
      writeFileSync(join(folder, "spec.yaml"), fleet("region"));
      await pause(wait);
      child.kill("SIGINT");
      expect(await ended).toBe(130);
      await runIn(folder, ["spec.yaml", "--out", "after"]);
      const now = filesIn(join(folder, "cdktf.out"));
      expect([before, filesIn(join(folder, "after"))]).toContainEqual(now);
    }
  });
});

describe("validate --watch", () => {
  it("says what is found at each change, with jsonl one line for each, and writes nothing", async () => {
    const folder = temporaryFolder({ "spec.yaml": SPEC("account") });
    const { run, said, since } = started(folder, ["validate", "spec.yaml", "--watch", "--format", "jsonl"]);
    await run(1);
    writeFileSync(join(folder, "spec.yaml"), SPEC("acount"));
    await run(2);
    writeFileSync(join(folder, "spec.yaml"), SPEC("service"));
    await run(3);
    const lines = said.out.trimEnd().split("\n");
    expect(lines.map((line) => JSON.parse(line).code)).toEqual(["schema-not-allowed", "confused-deputy"]);
    expect(since(1)).not.toContain("kept");
    expect(Object.keys(filesIn(folder))).toEqual(["spec.yaml"]);
  });
});

describe("what --watch does not go with", () => {
  it.each([
    [["-", "--watch"], "--watch needs files: standard input is read once; name a spec or a folder"],
    [["spec.yaml", "--watch", "--check"], "--watch and --check: --check gives one answer and ends"],
    [
      ["validate", "spec.yaml", "--watch", "--format", "sarif"],
      '--watch takes --format pretty or jsonl, not "sarif", which is one document; --report sarif=FILE',
    ],
    [["--watch"], "no spec is named"],
    [["schema", "--watch"], "unknown option --watch"],
    [["spec.yaml", "--watch", "--today", "soon"], "--today takes a day"],
    [["empty", "--watch"], "no spec in the folder empty"],
  ])("%j is refused with exit 2", async (argv, words) => {
    const folder = temporaryFolder({ "spec.yaml": SPEC("account"), "empty/x": "" });
    const { code, out, err } = await runIn(folder, argv);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toContain(words);
  });
});
