import { execFileSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { temporaryFolder, writeFile } from "./support/folders";
import { runIn } from "./support/run";

// Sides that are in a commit: a real repository, by the real git.

const ENV = {
  PATH: process.env.PATH,
  GIT_AUTHOR_NAME: "a",
  GIT_AUTHOR_EMAIL: "a@example.com",
  GIT_COMMITTER_NAME: "a",
  GIT_COMMITTER_EMAIL: "a@example.com",
  GIT_CONFIG_GLOBAL: "/dev/null",
  GIT_CONFIG_SYSTEM: "/dev/null",
};
const git = (cwd: string, ...argv: string[]) =>
  execFileSync("git", argv, { cwd, env: ENV, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
const CSR = join(import.meta.dirname, "../fixtures/ok/everything/csr/gate.pem");

const spec = (strictness: string, more = "") => `apiVersion: panorama-compile/v1
account: { id: "123456789012", region: us-east-1, endOfSupport: acknowledged }
strictness: ${strictness}
${more}`;

/** A repository with one commit on main: `infra/acme.yaml` and what it names, and its output in `infra/out`. */
async function repository(): Promise<string> {
  const folder = temporaryFolder();
  git(folder, "init", "-q", "-b", "main");
  mkdirSync(join(folder, "infra/csr"), { recursive: true });
  copyFileSync(CSR, join(folder, "infra/csr/gate.pem"));
  writeFile(
    join(folder, "infra/acme.yaml"),
    spec("account", "appliances: [{ name: gate, certificate: { csr: csr/gate.pem } }]\n"),
  );
  writeFile(join(folder, "infra/notes.yaml"), "a: 1\n");
  await runIn(join(folder, "infra"), ["acme.yaml", "--out", "out", "--quiet"]);
  git(folder, "add", "-A");
  git(folder, "commit", "-qm", "first");
  return folder;
}

const diff = (cwd: string, ...argv: string[]) => runIn(cwd, ["diff", ...argv], { env: ENV });

describe("git:REV:PATH", () => {
  it("is a spec of a commit, with the files that it names there", async () => {
    const folder = await repository();
    writeFile(join(folder, "infra/acme.yaml"), spec("service"));
    writeFile(join(folder, "infra/csr/gate.pem"), "not what it was");
    const { code, out, err } = await diff(folder, "git:HEAD:infra/acme.yaml", "infra/acme.yaml");
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out).toContain("wider         trust policy");
    expect(out).toContain("removed        aws_iot_certificate.gate");
    for (const revision of [
      "HEAD@{2099-01-01 10:00:00}",
      "main^{commit}",
      git(folder, "rev-parse", "HEAD").trim(),
    ])
      expect(await diff(folder, `git:${revision}:infra/acme.yaml`, "git:main:infra/acme.yaml")).toMatchObject(
        { code: 0 },
      );
    expect(await diff(folder, "git:HEAD:infra/acme.yaml", "git:main:infra/acme.yaml")).toMatchObject({
      code: 0,
      out: expect.stringContaining("no resource changes"),
    });
  });

  it("starts from the top of the repository, or with ./ from the current folder", async () => {
    const folder = await repository();
    const inside = join(folder, "infra");
    for (const path of ["infra/acme.yaml", "./acme.yaml", "../infra/acme.yaml"])
      expect(await diff(inside, `git:HEAD:${path}`, "acme.yaml")).toMatchObject({ code: 0, err: "" });
    const { code, err } = await diff(inside, "git:HEAD:acme.yaml", "acme.yaml");
    expect(code).toBe(3);
    expect(err).toContain(
      '"acme.yaml" is not in the commit "HEAD"; did you mean ./acme.yaml, from the current folder?',
    );
    expect((await diff(inside, "git:HEAD:../../x.yaml", "acme.yaml")).err).toContain(
      "outside of the repository",
    );
  });

  it("is an output folder of a commit", async () => {
    const folder = await repository();
    const { code, out } = await diff(folder, "git:HEAD:infra/out", "infra/acme.yaml");
    expect({ code, out }).toMatchObject({
      code: 0,
      out: expect.stringContaining("Terraform: no resource changes"),
    });
  });

  it("is a folder of specs, of which others are left out", async () => {
    const folder = await repository();
    git(folder, "rm", "-rq", "--cached", "infra/out");
    git(folder, "commit", "-qm", "without the output");
    writeFile(join(folder, "infra/.hidden/b.yaml"), spec("service"));
    git(folder, "add", "-A", "infra/.hidden");
    git(folder, "commit", "-qm", "hidden");
    const { code, out, err } = await diff(folder, "git:HEAD:infra", "infra/acme.yaml");
    expect({ code, out, err }).toMatchObject({
      code: 0,
      err: "skipped  infra/notes.yaml: it has no apiVersion: panorama-compile/v1\n",
      out: expect.stringContaining("no resource changes"),
    });
    writeFile(join(folder, "empty/x.txt"), "x");
    git(folder, "add", "-A", "empty");
    git(folder, "commit", "-qm", "empty");
    expect(await diff(folder, "git:HEAD:empty", "infra/acme.yaml")).toMatchObject({
      code: 2,
      err: expect.stringContaining('no spec in the folder "empty" of "HEAD"'),
    });
  });

  it.each([
    ["git:mian:infra/acme.yaml", 'there is no commit "mian" in this repository; did you mean "main"?'],
    ["git:HEAD:infra/acne.yaml", 'did you mean "infra/acme.yaml"?'],
    ["git:--help:infra/acme.yaml", 'there is no commit "--help"'],
    ["git:--upload-pack=touch pwned:infra/acme.yaml", "there is no commit"],
    ["git:$(touch pwned):infra/acme.yaml", "there is no commit"],
    ["git:HEAD:--output=pwned", "is not in the commit"],
    ["git:HEAD:*.yaml", "is not in the commit"],
    ["git:HEAD::(top)infra", "is not in the commit"],
  ])("%s ends in words, and runs nothing", async (side, message) => {
    const folder = await repository();
    const { code, out, err } = await diff(folder, side, "infra/acme.yaml");
    expect({ code, out }).toEqual({ code: 3, out: "" });
    expect(err).toContain(message);
    expect(err).not.toContain("fault of panorama-compile");
    expect(existsSync(join(folder, "pwned"))).toBe(false);
  });

  it("follows no link, in a spec's place or in that of a file that it names", async () => {
    const folder = await repository();
    writeFile(join(folder, "secret.pem"), "secret");
    symlinkSync("acme.yaml", join(folder, "infra/link.yaml"));
    git(folder, "rm", "-q", "--cached", "infra/csr/gate.pem");
    execFileSync("rm", [join(folder, "infra/csr/gate.pem")]);
    symlinkSync("../../secret.pem", join(folder, "infra/csr/gate.pem"));
    git(folder, "add", "-A");
    git(folder, "commit", "-qm", "links");
    expect(await diff(folder, "git:HEAD:infra/link.yaml", "infra/acme.yaml")).toMatchObject({
      code: 3,
      err: expect.stringContaining("infra/link.yaml is a link or a submodule"),
    });
    const { code, err } = await diff(folder, "git:HEAD:infra/acme.yaml", "/dev/null");
    expect(code).not.toBe(0);
    expect(err).not.toContain("secret");
  });

  it("says what is wrong with a spec of a commit", async () => {
    const folder = await repository();
    writeFile(join(folder, "infra/acme.yaml"), spec("acount"));
    git(folder, "commit", "-qam", "broken");
    const { code, err } = await diff(folder, "git:HEAD:infra/acme.yaml", "/dev/null");
    expect(code).toBe(1);
    expect(err).toContain("git:HEAD:infra/acme.yaml:3:13 error");
    expect(err).toContain("3 | strictness: acount");
    expect(err).toContain("git:HEAD:infra/acme.yaml can't be compiled");
  });

  it("runs nothing that the repository's configuration names", async () => {
    const folder = await repository();
    const program = join(folder, "evil.sh");
    writeFile(program, `#!/bin/sh\ntouch ${join(folder, "pwned")}\n`);
    execFileSync("chmod", ["+x", program]);
    for (const key of [
      "core.fsmonitor",
      "core.pager",
      "core.sshCommand",
      "diff.external",
      "filter.x.smudge",
      "diff.x.textconv",
    ])
      git(folder, "config", key, program);
    writeFile(join(folder, ".git/info/attributes"), "* filter=x diff=x\n");
    expect(await diff(folder, "git:HEAD:infra/acme.yaml", "infra/acme.yaml")).toMatchObject({ code: 0 });
    expect(existsSync(join(folder, "pwned"))).toBe(false);
  });

  it("needs a repository, and git", async () => {
    const folder = temporaryFolder({ "acme.yaml": spec("account") });
    expect(await diff(folder, "git:HEAD:acme.yaml", "acme.yaml")).toMatchObject({
      code: 3,
      err: expect.stringContaining("not a git repository"),
    });
    const without = await runIn(folder, ["diff", "git:HEAD:acme.yaml", "acme.yaml"], {
      env: { PATH: folder },
    });
    expect(without).toMatchObject({ code: 3, err: expect.stringContaining("git was not found on the PATH") });
  });
});
