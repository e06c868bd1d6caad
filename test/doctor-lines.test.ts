import { chmodSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Needs } from "../src/compiler/commands/doctor/line";
import { said } from "./support/doctor";
import { temporaryFolder, writeFile } from "./support/folders";

// What doctor says of a machine, for needs of a few stacks, with programs that say what a test wants.

const prints = (version: string) => `echo '{ "terraform_version": "${version}" }'`;

describe("engines", () => {
  it("that print a line, as Terraform did before 0.13, are old", async () => {
    const programs = { terraform: "echo 'Terraform v0.12.31'" };
    expect(await said("terraform", { needs: {}, programs })).toEqual([
      'too-old: Terraform 0.12.31 is too old; 2 stacks ("one-iam" and "one-us-east-1") need 1.5 or newer; install Terraform 1.5 or newer: https://developer.hashicorp.com/terraform/install',
    ]);
    expect(await said("tofu", { programs: { tofu: "echo x\necho 'OpenTofu v1.6.0'" } })).toEqual([
      "ok: OpenTofu 1.6.0",
    ]);
    expect(await said("terraform", { programs: { terraform: "echo 'x Terraform v1.6.0'" } })).toEqual([
      "broken: terraform version -json printed no version; see what this prints: terraform version -json",
    ]);
  });

  it("are asked for what the most demanding stacks need", async () => {
    const terraform = new Map([
      [">= 1.5", ["a"]],
      [">= 1.11", ["b", "c"]],
      [">= 1.10", ["d"]],
    ]);
    const of = (version: string) =>
      said("terraform", { needs: { terraform }, programs: { terraform: prints(version) } });
    expect((await of("1.10.9"))[0]).toMatch(
      /^too-old: Terraform 1\.10\.9 is too old; 2 stacks \("b" and "c"\) need 1\.11 or newer;/,
    );
    expect(await of("1.11.0")).toEqual(["ok: Terraform 1.11.0; the stacks need 1.11 or newer"]);
    const none = await said("terraform", { needs: { terraform } });
    expect(none).toEqual([
      'missing: neither terraform nor tofu is on the PATH; 2 stacks ("b" and "c") need 1.11 or newer; install Terraform 1.11 or newer (https://developer.hashicorp.com/terraform/install) or OpenTofu 1.11 or newer (https://opentofu.org/docs/intro/install/)',
    ]);
  });

  it("that are broken are no fault where the other serves", async () => {
    const programs = { terraform: "echo hello", tofu: prints("1.9.0") };
    expect(await said("terraform", { needs: {}, programs })).toEqual([
      "note: terraform version -json printed no version; OpenTofu serves",
    ]);
    const both = { terraform: prints("1.2.0"), tofu: prints("1.3.0") };
    expect(await said("tofu", { needs: {}, programs: both })).toEqual([
      'too-old: OpenTofu 1.3.0 is too old; 2 stacks ("one-iam" and "one-us-east-1") need 1.5 or newer; install OpenTofu 1.5 or newer: https://opentofu.org/docs/intro/install/',
    ]);
    expect(await said("tofu", { programs: { terraform: prints("1.9.0") } })).toEqual([]);
  });

  it("see nothing of the environment that is meant for other commands", async () => {
    const terraform = `test -z "$TF_CLI_ARGS$TF_CLI_ARGS_version" && test "$CHECKPOINT_DISABLE" = 1 && test "$OTHER" = x && ${prints("1.9.0")}`;
    const bin = temporaryFolder();
    writeFile(join(bin, "terraform"), `#!/bin/sh\n${terraform}\n`);
    chmodSync(join(bin, "terraform"), 0o755);
    const env = { PATH: bin, OTHER: "x", TF_CLI_ARGS: "a", TF_CLI_ARGS_version: "b" };
    expect(await said("terraform", { more: { env } })).toEqual(["ok: Terraform 1.9.0"]);
  });
});

describe("machine", () => {
  const node = (version: string, oldest = "20.19") => said("node", { more: { node: { version, oldest } } });
  it("has a Node that is new enough, or not", async () => {
    expect(await node("20.19.0")).toEqual(["ok: Node 20.19.0; panorama-compile needs 20.19 or newer"]);
    const old =
      "panorama-compile needs 20.19 or newer; install Node 20.19 or newer: https://nodejs.org/en/download";
    expect(await node("20.18.3")).toEqual([`too-old: Node 20.18.3; ${old}`]);
    expect(await node("of tomorrow")).toEqual([`too-old: Node of tomorrow; ${old}`]);
    expect((await node("20.19.0", "x"))[0]).toMatch(/^too-old/);
  });

  it("has an AWS CLI where stacks call it", async () => {
    const aws = (does: string | undefined, awsCli?: string[]) =>
      said("aws", {
        ...(awsCli && { needs: { awsCli } }),
        programs: does === undefined ? {} : { aws: does },
      });
    const ok = "echo aws-cli/2.31.0 x";
    expect(await aws(ok)).toEqual([
      "ok: AWS CLI 2.31.0; stacks that start a job or set a certificate's status call it",
    ]);
    expect(await aws(ok, [])).toEqual(["ok: AWS CLI 2.31.0; no stack calls it"]);
    expect(await aws(ok, ["a", "b"])).toEqual([
      'ok: AWS CLI 2.31.0; applying 2 stacks calls it ("a" and "b")',
    ]);
    expect(await aws(`${ok} >&2`)).toHaveLength(1);
    expect(await aws("echo botocore/2.0", ["a"])).toEqual([
      'broken: aws --version printed no version; applying 1 stack calls it ("a"); see what this prints: aws --version',
    ]);
    expect(await aws("echo x", [])).toEqual(["note: aws --version printed no version; no stack calls it"]);
    expect(await aws(undefined, ["a"])).toEqual([
      'missing: aws is not on the PATH; applying 1 stack calls it ("a"); install it: https://docs.aws.amazon.com/cli/latest/userguide/getting-started-install.html',
    ]);
  });

  it("has programs that may be executed, where the PATH names folders from the root", async () => {
    const first = temporaryFolder({ aws: "#!/bin/sh\n" });
    const second = temporaryFolder({ aws: "#!/bin/sh\necho aws-cli/2.9.9\n" });
    chmodSync(join(first, "aws"), 0o644);
    const found = (PATH: string, needs: Partial<Needs> = {}) =>
      said("aws", { needs, more: { env: { PATH } } });
    chmodSync(join(second, "aws"), 0o755);
    expect(await found(`${first}:${second}`)).toEqual(["ok: AWS CLI 2.9.9; no stack calls it"]);
    expect(await found(`${first}:x::.`, { awsCli: ["a"] })).toEqual([
      'broken: aws is on the PATH, and may not be executed; applying 1 stack calls it ("a"); see what this prints: aws --version',
    ]);
    mkdirSync(join(first, "folder/aws"), { recursive: true });
    expect((await found(join(first, "folder")))[0]).toContain("aws is not on the PATH");
    expect(await said("aws", { more: { env: { Path: second } } })).toHaveLength(1);
    expect((await said("aws", { more: { env: {} } }))[0]).toContain("aws is not on the PATH");
  });

  it("has variables, each once, which are told by name", async () => {
    const variables = [
      { name: "TF_VAR_a", secret: "s/1", stack: "x" },
      { name: "TF_VAR_a", secret: "s/2", stack: "x" },
      { name: "TF_VAR_a", secret: "s/2", stack: "y" },
      { name: "TF_VAR_b", secret: "s/3", stack: "y" },
    ];
    const of = (name: string, env = {}) => said(name, { needs: { variables }, more: { env } });
    const what = 'the value of "s/1" and "s/2", which Terraform asks for in "x" and "y"';
    expect(await of("TF_VAR_a")).toEqual([
      `not-set: ${what}; export TF_VAR_a where Terraform plans, applies and destroys`,
    ]);
    expect(await of("TF_VAR_a", { TF_VAR_a: "" })).toHaveLength(1);
    expect(await of("TF_VAR_a", { TF_VAR_a: "v" })).toEqual([`ok: ${what}`]);
    expect((await of("TF_VAR_b"))[0]).toContain('"s/3", which Terraform asks for in "y"');
  });
});

describe("states that Git would take in", () => {
  const git = (does: string, needs: Partial<Needs> = { backends: ["local"] }) =>
    said("gitignore", { needs, programs: { git: does } });

  it("are none where it leaves out all, or is not there", async () => {
    expect(await git('for one in "$@"; do echo "$one"; done')).toEqual([
      "ok: states and .terraform folders are ignored",
    ]);
    expect(await git("exit 128")).toEqual(["note: the output is in no Git work tree"]);
    expect(await said("gitignore", { needs: {} })).toEqual(["note: git is not on the PATH"]);
    expect(await said("gitignore", { programs: { git: "exit 1" } })).toEqual([]);
  });

  it("are told with the rules that are missing", async () => {
    const add = "what is already committed: git rm --cached FILE";
    expect(await git("exit 1")).toEqual([
      `missing: Git would take in terraform.one-iam.tfstate and 3 other files; add to .gitignore: *.tfstate *.tfstate.* .terraform/; ${add}`,
    ]);
    expect(await git("echo x; exit 1")).toHaveLength(1);
    expect(await git("exit 1", { backends: ["s3"] })).toEqual([
      `missing: Git would take in out/stacks/one-iam/.terraform/providers and 1 other file; add to .gitignore: .terraform/; ${add}`,
    ]);
    const plugins =
      "echo out/stacks/one-iam/.terraform/providers; echo out/stacks/one-us-east-1/.terraform/providers";
    expect(await git(`${plugins}; echo terraform.one-iam.tfstate`)).toEqual([
      `missing: Git would take in terraform.one-us-east-1.tfstate; add to .gitignore: *.tfstate *.tfstate.*; ${add}`,
    ]);
  });

  it("are asked for without what a folder of a stranger may bring, and not more than fifty", async () => {
    const seen = async (does: string, needs: Partial<Needs>) => (await git(does, needs))[0];
    const check = `test "$*" = "-c safe.bareRepository=explicit -c core.fsmonitor=false -c core.quotePath=false check-ignore -- out/stacks/a/.terraform/providers" && test "$LC_ALL$GIT_OPTIONAL_LOCKS" = C0 || exit 128; exit 1`;
    expect(await seen(check, { stacks: ["a"] })).toContain(
      "Git would take in out/stacks/a/.terraform/providers;",
    );
    const stacks = Array.from({ length: 60 }, (_, at) => `s${at}`);
    expect(await seen("test $# -eq 58 || exit 128; exit 1", { stacks })).toContain("and 49 other files");
    expect(await seen("test $# -eq 108 || exit 128; exit 1", { stacks, backends: ["local"] })).toContain(
      "and 99 other files",
    );
  });
});
