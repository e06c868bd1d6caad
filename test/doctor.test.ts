import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, readFileSync, symlinkSync } from "node:fs";
import { delimiter, join } from "node:path";
import { describe, expect, it } from "vitest";
import { makeProgram } from "./attacks/program";
import { temporaryFolder, writeFile } from "./support/folders";
import { runIn } from "./support/run";
import { findEngine } from "./terraform/engine";

const HEAD =
  'apiVersion: panorama-compile/v1\nname: one\naccount: { id: "111111111111", region: us-east-1, endOfSupport: acknowledged }\nstrictness: account\n';
const SECRET = `${HEAD}secrets: [{ name: panorama/cameras, value: variable }]\n`;
const S3 = `${HEAD}terraform: { backend: { s3: { bucket: acme-tfstate, region: us-east-1 } } }\n`;
const JOB = `${HEAD}appliances: [{ name: dock }]\njobs: [{ name: reboot, document: { operation: reboot }, targets: { all: true }, run: once }]\n`;

const terraform = (version: string) =>
  `echo '{ "terraform_version": "${version}", "platform": "linux_amd64", "provider_selections": {} }'`;
const AWS = "echo 'aws-cli/2.31.0 Python/3.13 Linux/6.1'";

interface Setting {
  readonly spec?: string;
  /** What fake programs do, in the language of /bin/sh. */
  readonly programs?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
  readonly argv?: readonly string[];
  readonly folder?: string;
  readonly node?: string;
}

/** Runs doctor on a machine that has only some fake programs. */
async function doctor({
  spec,
  programs = { terraform: terraform("1.11.4"), aws: AWS },
  ...more
}: Setting = {}) {
  const folder = more.folder ?? temporaryFolder();
  const bin = temporaryFolder();
  for (const [name, does] of Object.entries(programs)) {
    writeFile(join(bin, name), `#!/bin/sh\n${does}\n`);
    chmodSync(join(bin, name), 0o755);
  }
  if (spec !== undefined) writeFile(join(folder, "spec.yaml"), spec);
  const argv = ["doctor", ...(spec === undefined ? [] : ["spec.yaml"]), ...(more.argv ?? [])];
  const env = { PATH: bin, ...more.env };
  const { code, out, err } = await runIn(folder, argv, { env, ...(more.node && { node: more.node }) });
  expect(err).toBe("");
  return {
    code,
    out,
    folder,
    bin,
    lines: out
      .trimEnd()
      .split("\n")
      .map((line) => line.replace(/ {2,}/g, "  ")),
  };
}

describe("the day", () => {
  const device = HEAD.replace("strictness: account", "strictness: device");
  const until = `${device}appliances: [{ name: dock, state: reprovisioning, until: 2026-12-15 }]\n`;

  it("by which a spec is judged is the one asked for", async () => {
    expect((await doctor({ spec: until, argv: ["--today", "2026-12-15"] })).code).toBe(0);
    const late = await doctor({ spec: until, argv: ["--today=2026-12-16"] });
    expect(late.code).toBe(1);
    expect(late.out).toContain("repair: panorama-compile validate --today 2026-12-16 spec.yaml\n");
  });

  it("is a day, with a spec and without", async () => {
    for (const argv of [["doctor"], ["doctor", "spec.yaml"]])
      expect(
        await runIn(temporaryFolder({ "spec.yaml": until }), [...argv, "--today=2026-02-30"]),
      ).toMatchObject({
        code: 2,
        out: "",
        err: expect.stringContaining("--today 2026-02-30: there is no such day"),
      });
  });
});

describe("the machine", () => {
  it("without a spec is all that is looked at", async () => {
    const { code, lines } = await doctor({ node: "20.19.0" });
    expect(lines).toEqual([
      "ok  node  Node 20.19.0; panorama-compile needs 20.19 or newer",
      "ok  terraform  Terraform 1.11.4",
      "ok  aws  AWS CLI 2.31.0; stacks that start a job or set a certificate's status call it",
    ]);
    expect(code).toBe(0);
  });

  it.each([
    ["18.20.4", 4],
    ["20.18.9", 4],
    ["20.19.0", 0],
    ["26.0.0", 0],
  ])("Node %s ends with %i", async (node, code) => {
    expect((await doctor({ node })).code).toBe(code);
  });

  it("with neither Terraform nor OpenTofu lacks one", async () => {
    const { code, lines } = await doctor({ programs: {} });
    expect(lines.slice(1)).toEqual([
      "missing  terraform  neither terraform nor tofu is on the PATH",
      "  repair: install Terraform (https://developer.hashicorp.com/terraform/install) or OpenTofu (https://opentofu.org/docs/intro/install/)",
      "note  aws  aws is not on the PATH; stacks that start a job or set a certificate's status call it",
    ]);
    expect(code).toBe(4);
  });

  it("with OpenTofu alone has what it needs", async () => {
    const { code, lines } = await doctor({ programs: { tofu: terraform("1.10.5") } });
    expect(lines[1]).toBe("ok  tofu  OpenTofu 1.10.5");
    expect(code).toBe(0);
  });

  const engine = findEngine();
  if (!engine.available) process.stderr.write(`Skipped doctor with real Terraform: ${engine.missing}\n`);
  it.skipIf(!engine.available)("with the real Terraform has its version", async () => {
    const env = { PATH: process.env.PATH ?? "", TF_CLI_CONFIG_FILE: "/nowhere" };
    const { out } = await runIn(temporaryFolder(), ["doctor"], { env });
    expect(out).toMatch(
      new RegExp(`^ok +terraform +Terraform ${engine.available ? engine.terraformVersion : ""}$`, "m"),
    );
  });
});

describe("what stacks need of Terraform", () => {
  it.each([
    [HEAD, "1.4.9", "1.5"],
    [HEAD, "1.5.0", undefined],
    [S3, "1.9.8", "1.10"],
    [S3, "1.10.0", undefined],
    [SECRET, "1.10.5", "1.11"],
    [SECRET, "1.11.0", undefined],
    [SECRET, "1.11.0-beta1", undefined],
    [SECRET, "2.0.0", undefined],
  ])("%# with %s", async (spec, version, oldest) => {
    for (const program of ["terraform", "tofu"]) {
      const env = { TF_VAR_panorama_cameras: "x" };
      const { code, lines } = await doctor({
        spec,
        env,
        programs: { [program]: terraform(version), aws: AWS },
      });
      const title = program === "tofu" ? "OpenTofu" : "Terraform";
      if (oldest === undefined) {
        expect(lines[1]).toContain(
          `ok  ${program}  ${title} ${version.replace("-beta1", "")}; the stacks need `,
        );
        expect(code).toBe(0);
      } else {
        expect(lines[1]).toMatch(`too old  ${program}  ${title} ${version} is too old; `);
        expect(lines[1]).toContain(`${oldest} or newer`);
        expect(lines[2]).toContain(`repair: install ${title} ${oldest} or newer: https://`);
        expect(code).toBe(4);
      }
    }
  });

  it("names the stacks that need the newest", async () => {
    const { lines } = await doctor({ spec: SECRET, programs: { terraform: terraform("1.9.5"), aws: AWS } });
    expect(lines[1]).toBe(
      'too old  terraform  Terraform 1.9.5 is too old; 1 stack ("one-us-east-1") needs 1.11 or newer',
    );
  });

  it("one that serves is enough, and the other is no fault", async () => {
    const programs = { terraform: terraform("1.5.7"), tofu: terraform("1.11.1"), aws: AWS };
    const { code, lines } = await doctor({ spec: S3, programs });
    expect(lines.slice(1, 3)).toEqual([
      'note  terraform  Terraform 1.5.7 is too old; 2 stacks ("one-iam" and "one-us-east-1") need 1.10 or newer; OpenTofu serves',
      "ok  tofu  OpenTofu 1.11.1; the stacks need 1.10 or newer",
    ]);
    expect(code).toBe(0);
  });

  it("a provider that terraform init bound too old is told with the command that mends it", async () => {
    const folder = temporaryFolder();
    const lock = (version: string) =>
      `provider "registry.terraform.io/hashicorp/aws" {\n  version     = "${version}"\n  constraints = ">= 5.100.0, < 7.0.0"\n}\n`;
    const file = join(folder, "cdktf.out/stacks/one-iam/.terraform.lock.hcl");
    writeFile(file, lock("5.31.0"));
    const old = await doctor({ spec: HEAD, folder });
    expect(old.lines).toContain(
      "too old  provider  the stack one-iam is bound to hashicorp/aws 5.31.0, and needs >= 5.100.0, < 7.0.0",
    );
    expect(old.lines).toContain("  repair: terraform -chdir=cdktf.out/stacks/one-iam init -upgrade");
    expect(old.code).toBe(4);
    writeFile(file, lock("6.2.0"));
    const chosen = await doctor({ spec: HEAD, folder });
    expect(chosen.lines).toContain("ok  provider  hashicorp/aws >= 5.100.0, < 7.0.0; chosen: 6.2.0");
    expect(chosen.code).toBe(0);
  });
});

describe("programs that misbehave", () => {
  it.each([
    [
      "prints what is no version",
      "echo hello",
      "broken  terraform  terraform version -json printed no version",
    ],
    [
      "prints another JSON",
      'echo \'{ "terraform_version": "soon" }\'',
      "broken  terraform  terraform version -json",
    ],
    ["prints nothing and fails", "exit 1", "broken  terraform  terraform version -json printed no version"],
    [
      "prints without end",
      "while :; do echo xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx; done",
      "did not answer within 10 seconds",
    ],
    ["can't be started", "exit 0", "broken  terraform  "],
  ])("%s", { timeout: 30_000 }, async (what, does, said) => {
    const programs = { terraform: does };
    if (what === "can't be started") {
      const bin = temporaryFolder({ terraform: "#!/nowhere/at/all\n" });
      chmodSync(join(bin, "terraform"), 0o755);
      const { code, lines } = await doctor({ programs: {}, env: { PATH: bin } });
      expect(lines[1]).toContain("terraform version can't be started (ENOENT)");
      expect(code).toBe(4);
      return;
    }
    const { code, out } = await doctor({ programs });
    expect(out.replace(/ {2,}/g, "  ")).toContain(said);
    expect(out.length).toBeLessThan(2000);
    expect(code).toBe(4);
  });

  it("hang, also in a child that holds their output", { timeout: 30_000 }, async () => {
    const started = Date.now();
    const { code, lines } = await doctor({
      spec: JOB,
      programs: { terraform: "exec /bin/sleep 25", tofu: "/bin/sleep 25", aws: "/bin/sleep 25" },
    });
    expect(Date.now() - started).toBeLessThan(20_000);
    expect(lines.filter((line) => line.includes("did not answer within 10 seconds"))).toHaveLength(2);
    expect(lines.find((line) => line.includes(" aws "))).toMatch(
      /^broken {2}aws {2}aws --version does not answer; /,
    );
    expect(code).toBe(4);
  });

  it("may not be executed", async () => {
    const bin = temporaryFolder({ terraform: "#!/bin/sh\n" });
    chmodSync(join(bin, "terraform"), 0o644);
    const { code, lines } = await doctor({ programs: {}, env: { PATH: bin } });
    expect(lines[1]).toBe("broken  terraform  terraform is on the PATH, and may not be executed");
    expect(lines[2]).toBe(`  repair: chmod +x ${join(bin, "terraform")}, or install it anew`);
    expect(code).toBe(4);
  });

  it("print nothing that reaches the terminal", async () => {
    const evil = 'printf \'{ "terraform_version": "1.11.4\\033[31m\\n::error::x" }\'';
    const { out } = await doctor({
      programs: { terraform: evil, aws: "printf 'aws-cli/2.1.0\\033[31m::error::x'" },
    });
    expect(out).toContain("AWS CLI 2.1.0;");
    expect(out).not.toMatch(/\u001b|::error/);
  });

  it("and lie in the current folder are not started", async () => {
    const folder = temporaryFolder({ terraform: "#!/bin/sh\n/usr/bin/touch started\n" });
    chmodSync(join(folder, "terraform"), 0o755);
    const PATH = ["", ".", "bin"].join(delimiter);
    mkdirSync(join(folder, "bin"));
    symlinkSync("../terraform", join(folder, "bin/terraform"));
    const { lines } = await doctor({ folder, programs: {}, env: { PATH } });
    expect(lines[1]).toContain("missing  terraform");
    expect(() => readFileSync(join(folder, "started"))).toThrow("ENOENT");
  });

  it("get no command line of the environment, and ask no network", async () => {
    const says =
      'echo "{ \\"terraform_version\\": \\"1.11.4\\" }"; echo "$*|$CHECKPOINT_DISABLE|$TF_CLI_ARGS|" > seen';
    const { folder } = await doctor({ programs: { terraform: says }, env: { TF_CLI_ARGS: "-help" } });
    expect(readFileSync(join(folder, "seen"), "utf8")).toBe("version -json|1||\n");
  });

  it("are left alone when the run is stopped", async () => {
    const bin = temporaryFolder({ terraform: "#!/bin/sh\nexec /bin/sleep 20\n" });
    chmodSync(join(bin, "terraform"), 0o755);
    const stop = new AbortController();
    setTimeout(() => stop.abort(new Error("stop")), 200);
    const started = Date.now();
    const { code, out } = await runIn(temporaryFolder(), ["doctor"], {
      env: { PATH: bin },
      stopped: stop.signal,
    });
    expect({ code, out }).toEqual({ code: 130, out: "" });
    expect(Date.now() - started).toBeLessThan(8000);
  });
});

describe("what a spec needs besides", () => {
  it("the AWS CLI only where a stack calls it", async () => {
    const programs = { terraform: terraform("1.11.4") };
    const without = await doctor({ spec: HEAD, programs });
    expect(without.lines).toContain("note  aws  aws is not on the PATH; no stack calls it");
    expect(without.code).toBe(0);
    const { code, lines } = await doctor({ spec: JOB, programs });
    const at = lines.indexOf(
      'missing  aws  aws is not on the PATH; applying 1 stack calls it ("one-us-east-1")',
    );
    expect(lines[at + 1]).toMatch(/^ {2}repair: install it: https:\/\/docs\.aws\.amazon\.com\//);
    expect(code).toBe(4);
  });

  it("variables by their names, and never a value", async () => {
    const unset = await doctor({ spec: SECRET });
    expect(unset.lines).toContain(
      'not set  TF_VAR_panorama_cameras  the value of "panorama/cameras", which Terraform asks for in "one-us-east-1"',
    );
    expect(unset.lines).toContain(
      "  repair: export TF_VAR_panorama_cameras where Terraform plans, applies and destroys",
    );
    expect(unset.code).toBe(4);
    for (const format of ["pretty", "json"]) {
      const env = { TF_VAR_panorama_cameras: "hunter2-canary" };
      const set = await doctor({ spec: SECRET, env, argv: ["--format", format] });
      expect(set.code).toBe(0);
      expect(set.out).not.toContain("hunter2");
    }
    expect((await doctor({ spec: SECRET, env: { TF_VAR_panorama_cameras: "" } })).code).toBe(4);
  });

  it("an output folder that can be written", async () => {
    const { lines } = await doctor({ spec: HEAD, argv: ["--out", "a/b"] });
    expect(lines).toContain("ok  output  a/b can be written; it is not there yet");
    const folder = temporaryFolder({ taken: "" });
    const taken = await doctor({ spec: HEAD, folder, argv: ["--out", "taken"] });
    expect(taken.lines.find((line) => line.includes(" output "))).toContain("is not a folder");
    expect(taken.code).toBe(4);
  });

  it("an output folder that no run left half-written", async () => {
    const folder = temporaryFolder({
      "cdktf.out/.panorama-compile-staging/owner": JSON.stringify({ token: "x", pid: 999_999, host: "here" }),
    });
    writeFile(join(folder, "spec.yaml"), HEAD);
    const look = async (isAlive: boolean) => {
      const processes = { pid: 1, host: "here", isAlive: () => isAlive };
      const { code, out } = await runIn(folder, ["doctor", "spec.yaml", "--format", "json"], { processes });
      const checks: { name: string; status: string; message: string; repair?: string }[] =
        JSON.parse(out).checks;
      return { code, check: checks.find(({ name }) => name === "output") };
    };
    expect(await look(true)).toMatchObject({
      check: { status: "note", message: "another run is writing to cdktf.out" },
    });
    const { code, check } = await look(false);
    expect(code).toBe(4);
    expect(check).toEqual({
      status: "broken",
      name: "output",
      message: "cdktf.out may be half old and half new: a run was interrupted while it wrote there",
      repair: "compile again: it puts back what that run had taken away, and writes all of it",
    });
  });

  it("that Git leaves out states and plugins, also those that somebody committed", async () => {
    const folder = temporaryFolder();
    const git = (...args: string[]) => spawnSync("git", args, { cwd: folder, encoding: "utf8" });
    const env = { PATH: `${process.env.PATH}` };
    const look = async (spec: string) => {
      const { out, code } = await doctor({
        spec,
        folder,
        programs: {},
        env: { ...env, CHECKPOINT_DISABLE: "1" },
      });
      const lines = out.split("\n").map((line) => line.replace(/ {2,}/g, "  "));
      const at = lines.findIndex((line) => line.includes("  gitignore  "));
      return { said: lines[at], repair: lines[at + 1], code };
    };
    expect((await look(HEAD)).said).toBe("note  gitignore  the output is in no Git work tree");
    git("init", "-q");
    expect(await look(HEAD)).toMatchObject({
      said: "missing  gitignore  Git would take in terraform.one-iam.tfstate and 3 other files",
      repair:
        "  repair: add to .gitignore: *.tfstate *.tfstate.* .terraform/; what is already committed: git rm --cached FILE",
      code: 4,
    });
    expect((await look(S3)).repair).toContain("add to .gitignore: .terraform/;");
    await runIn(folder, ["init", "first.yaml"]); // writes the rules
    expect((await look(HEAD)).said).toBe("ok  gitignore  states and .terraform folders are ignored");
    writeFile(join(folder, "terraform.one-iam.tfstate"), "{}");
    git("add", "-f", "terraform.one-iam.tfstate");
    expect((await look(HEAD)).said).toBe("missing  gitignore  Git would take in terraform.one-iam.tfstate");
  });

  it("a backend is not asked", async () => {
    expect((await doctor({ spec: S3 })).lines).toContain(
      "note  backend  s3: not asked, as doctor opens no connection; terraform init says whether it answers",
    );
  });

  it("nothing where the spec has errors: the machine is looked at, and it exits 1", async () => {
    const { code, lines } = await doctor({ spec: HEAD.replace("account\n", "acount\n") });
    expect(lines.slice(-2)).toEqual([
      "broken  spec  1 error: what it needs is unknown",
      "  repair: panorama-compile validate spec.yaml",
    ]);
    expect(lines[1]).toBe("ok  terraform  Terraform 1.11.4");
    expect(code).toBe(1);
  });

  it("writes nothing", async () => {
    const { folder } = await doctor({ spec: SECRET });
    expect(spawnSync("ls", ["-A", folder], { encoding: "utf8" }).stdout).toBe("spec.yaml\n");
  });
});

describe("the command line of doctor", () => {
  it("is the same in the program as users get it", async () => {
    const folder = temporaryFolder({ "spec.yaml": HEAD });
    const { run } = await makeProgram();
    const env = { PATH: folder };
    const argv = ["doctor", "spec.yaml", "--format", "json"];
    const { code, out, err } = await run(folder, argv, { env });
    expect({ code, out, err }).toEqual(await runIn(folder, argv, { env }));
    expect(JSON.parse(out).checks[1].name).toBe("terraform");
  });

  it("--format json is one object", async () => {
    const { out } = await doctor({ spec: HEAD, argv: ["--format", "json"], node: "20.19.0", programs: {} });
    const { ok, checks } = JSON.parse(out);
    expect(ok).toBe(false);
    expect(checks[0]).toEqual({
      status: "ok",
      name: "node",
      message: "Node 20.19.0; panorama-compile needs 20.19 or newer",
    });
    expect(checks[1]).toMatchObject({ status: "missing", repair: expect.stringContaining("1.5 or newer") });
  });

  it.each([
    [["doctor", "--format", "sarif"], 2, '--format takes pretty or json, not "sarif"'],
    [["doctor", "--out", ""], 2, "--out takes a folder, not nothing"],
    [["doctor", "missing.yaml"], 3, "can't read missing.yaml: no such file or folder"],
  ])("%j ends with %i", async (argv, code, words) => {
    const ran = await runIn(temporaryFolder(), argv);
    expect({ code: ran.code, out: ran.out }).toEqual({ code, out: "" });
    expect(ran.err).toContain(words);
  });
});
