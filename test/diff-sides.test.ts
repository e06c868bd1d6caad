import { chmodSync, copyFileSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { filesIn, temporaryFolder, writeFile } from "./support/folders";
import { runIn } from "./support/run";

// Sides of a commit that are more than one file: outputs, and specs with the files that they name. Git is a program that
// answers as a repository with one commit would; diff-git.test.ts asks real ones.

const CSR = join(import.meta.dirname, "../fixtures/ok/everything/csr/gate.pem");
const spec = (more = "") =>
  `apiVersion: panorama-compile/v1\nname: acme\naccount: { id: "123456789012", region: us-east-1, endOfSupport: acknowledged }\nstrictness: account\n${more}`;
const GATE = "appliances: [{ name: gate, certificate: { csr: csr/gate.pem } }]\n";

/** A folder for a PATH with a `git` whose one commit has these files, by path. */
function gitWith(files: Readonly<Record<string, string>>): string {
  const bin = temporaryFolder();
  const rows = Object.entries(files).map(([path, text], at) => {
    writeFile(join(bin, "blobs", `${at + 10}`), text);
    return { path, row: `100644 blob ${at + 10} ${Buffer.byteLength(text)}\\t${path}\\000` };
  });
  const listing = (below: string) =>
    `printf '${rows
      .filter(({ path }) => below === "" || path === below || path.startsWith(`${below}/`))
      .map(({ row }) => row)
      .join("")}'`;
  const folders = [
    ...new Set(
      rows.flatMap(({ path }) => path.split("/").map((_, at, all) => all.slice(0, at + 1).join("/"))),
    ),
  ];
  const script = [
    "#!/bin/sh",
    "shift 5",
    'case "$*" in',
    '  "rev-parse --show-prefix") echo ;;',
    '  "rev-parse --verify"*) echo c0 ;;',
    `  "cat-file blob "*) /bin/cat ${bin}/blobs/$3 ;;`,
    ...folders.map((folder) => `  "ls-tree -r -l -z --full-tree c0 -- ${folder}") ${listing(folder)} ;;`),
    `  "ls-tree -r -l -z --full-tree c0") ${listing("")} ;;`,
    "esac",
  ];
  writeFile(join(bin, "git"), `${script.join("\n")}\n`);
  chmodSync(join(bin, "git"), 0o755);
  return bin;
}

/** Runs diff in a folder that has the spec, its CSR and its output. */
async function diffed(argv: readonly string[], committed: Readonly<Record<string, string>>, more = GATE) {
  const folder = temporaryFolder({ "acme.yaml": spec(more) });
  mkdirSync(join(folder, "csr"));
  copyFileSync(CSR, join(folder, "csr/gate.pem"));
  const { code, out, err } = await runIn(folder, ["diff", ...argv], { env: { PATH: gitWith(committed) } });
  return { code, out, err, folder };
}
const csr = () => filesIn(join(CSR, ".."))["gate.pem"] ?? "";

describe("sides: the files that a spec of a commit names", () => {
  it("are those of the commit, beside the spec", async () => {
    for (const top of ["", "infra/", "a/b/"]) {
      const committed = { [`${top}acme.yaml`]: spec(GATE), [`${top}csr/gate.pem`]: csr() };
      const ran = await diffed([`git:main:${top}acme.yaml`, "acme.yaml"], committed);
      expect(ran).toMatchObject({ code: 0, err: "", out: expect.stringContaining("no resource changes") });
    }
  });

  it("are not those outside of its folder, of another name or of the disk", async () => {
    const refused = async (path: string, more = GATE) => {
      const committed = { "infra/acme.yaml": spec(more), [path]: csr() };
      const { code, err } = await diffed(["git:main:infra/acme.yaml", "acme.yaml"], committed);
      return { code, isMissing: err.includes("csr-missing") };
    };
    expect(await refused("infra/csr/gate.pem")).toEqual({ code: 0, isMissing: false });
    for (const path of ["csr/gate.pem", "infra/csr/gate.pem2", "infra2/csr/gate.pem", "infra/gate.pem"])
      expect(await refused(path)).toEqual({ code: 1, isMissing: true });
  });
});

describe("sides: an output of a commit", () => {
  async function output(edit: (files: Record<string, string>) => void = () => {}) {
    const folder = temporaryFolder({ "acme.yaml": spec() });
    await runIn(folder, ["acme.yaml", "--out", "out", "--quiet"]);
    const files = filesIn(join(folder, "out"));
    edit(files);
    const committed = Object.fromEntries(
      Object.entries(files).map(([path, text]) => [`infra/out/${path}`, text]),
    );
    return diffed(["git:main:infra/out", "acme.yaml", "--format", "json"], committed, "");
  }

  it("is read as on the disk", async () => {
    const { code, out, err } = await output();
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(JSON.parse(out)).toMatchObject({ relation: "same", terraform: { stacks: [], resources: [] } });
  });

  it.each(["evil.tf", "a.tofu", "b.tf.json", "terraform.tfvars", "c.auto.tfvars.json"])(
    "has %s told, which Terraform reads too",
    async (name) => {
      const { out } = await output((files) => {
        files[`stacks/acme-iam/${name}`] = "x";
      });
      const told = JSON.parse(out).security.filter((one: { relation: string }) => one.relation !== "same");
      expect(told.map((one: { subject: string }) => one.subject)).toEqual([`file ${name} in acme-iam`]);
    },
  );

  it.each(["x.tfx", "x.tf.jsonx", "x.tfvarsx", "terraform.tfstate", ".terraform.lock.hcl", "sub/x.tf"])(
    "has %s not told",
    async (name) => {
      const { out } = await output((files) => {
        files[`stacks/acme-iam/${name}`] = "x";
        files[`stacks/other/${name}.tf`] = "x";
      });
      expect(JSON.parse(out).relation).toBe("same");
    },
  );

  it("that is not whole is refused", async () => {
    const lost = await output((files) => {
      delete files["stacks/acme-iam/cdk.tf.json"];
    });
    expect(lost).toMatchObject({
      code: 3,
      err: "git:main:infra/out/stacks/acme-iam/cdk.tf.json is not there, though manifest.json names it; compile again\n",
    });
    const unnamed = await output((files) => {
      files["stacks/more/cdk.tf.json"] = files["stacks/acme-iam/cdk.tf.json"] ?? "";
    });
    expect(unnamed.err).toContain("does not name stacks/more/cdk.tf.json, which is there; compile again");
    const foreign = await output((files) => {
      files["stacks/more/cdk.tf.json"] = "{}";
    });
    expect(foreign.code).toBe(0);
  });
});
