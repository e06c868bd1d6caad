import { existsSync, readFileSync } from "node:fs";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { CDKTF, isInstalled } from "../../bench/cdktf-cli.mjs";
import { bundle } from "../../scripts/bundle.mjs";
import { manifestOf } from "../../src/compiler/manifest";
import { filesIn, temporaryFolder, writeFile } from "../support/folders";
import { runIn } from "../support/run";
import { awsCli } from "./aws";
import { prepareEngine } from "./cli-config";
import { type Ended, run } from "./command";
import { type Emulator, startEmulator } from "./emulator";
import { describeWithTerraform, findEngine, type Requirement } from "./engine";

const ROOT = join(import.meta.dirname, "../..");

/** Two Regions, one with a site of its own: every kind of stack, and each kind waits for the one before. */
const SPEC = `apiVersion: panorama-compile/v1
name: acme
account: { id: "123456789012", region: us-east-1 }
strictness: device
roles: { serviceLinked: omit }
appliances:
  - { name: dock-1, deviceId: device-lk7exmplpvcr3heqwjmesw76ky }
  - { name: gate-1, site: dublin, region: eu-west-1, deviceId: device-q5rexmplw4tn7heqwjmesd23za }
terraform: { split: site }
`;
const STACKS = ["acme-eu-west-1", "acme-eu-west-1-dublin", "acme-iam", "acme-us-east-1"];

function cdktfCli(): Requirement {
  if (isInstalled()) return { available: true };
  return { available: false, missing: "no cdktf-cli (node bench/cdktf-cli.mjs installs it, 420 MB)" };
}

it("the command line is of the library's version, which the manifest names", () => {
  const read = (path: string) => JSON.parse(readFileSync(join(ROOT, path), "utf8"));
  const version: unknown = read("package.json").devDependencies.cdktf;
  expect(read("bench/cdktf-cli/package.json").dependencies).toEqual({ "cdktf-cli": version });
  expect(manifestOf([]).version).toBe(version);
});

describeWithTerraform(
  "CDKTF's own command line",
  () => {
    let emulator: Emulator;
    let dist: string;
    beforeAll(async () => {
      // Not the repository's dist/, which another test may be building just now.
      dist = await mkdtemp(join(tmpdir(), "panorama-dist-"));
      await bundle(dist);
      emulator = await startEmulator();
    });
    afterAll(async () => {
      await emulator.stop();
      await rm(dist, { recursive: true });
    });
    const projectOf = (spec: string) => project(emulator, `node "${join(dist, "cli.js")}" spec.yaml`, spec);

    it("synth, diff, deploy and destroy take our stacks as they are", async () => {
      const { folder, cdktf } = await projectOf(SPEC);
      const plain = temporaryFolder({ "spec.yaml": SPEC });
      expect(await runIn(plain, ["spec.yaml"])).toMatchObject({ code: 0 });
      const expected = filesIn(join(plain, "cdktf.out"));

      expect((await cdktf("synth")).stdout).toContain("Generated Terraform code for the stacks");
      expect(filesIn(join(folder, "cdktf.out"))).toEqual(expected);
      expect(Object.keys(filesIn(folder)).filter((path) => !path.startsWith("cdktf.out/"))).toEqual([
        "cdktf.json",
        "spec.yaml",
      ]);

      const planned = await cdktf("diff", "acme-us-east-1", ...OFFLINE);
      expect(planned.stdout).toContain('+ resource "aws_iot_thing" "dock-1"');
      expect(planned.stdout).toContain("Plan: 1 to add, 0 to change, 0 to destroy.");

      const deployed = await cdktf("deploy", "*", "--auto-approve", ...OFFLINE);
      const order = finished(deployed.stdout, /Apply complete! Resources: (\d+) added/);
      expect([...order].sort()).toEqual([
        "acme-eu-west-1 0",
        "acme-eu-west-1-dublin 1",
        "acme-iam 4",
        "acme-us-east-1 1",
      ]);
      expect(order[0]).toBe("acme-iam 4");
      expect(order.indexOf("acme-eu-west-1-dublin 1")).toBeGreaterThan(order.indexOf("acme-eu-west-1 0"));
      expect(await things(emulator, "us-east-1")).toEqual(["panorama-dock-1"]);
      expect(await things(emulator, "eu-west-1")).toEqual(["panorama-gate-1"]);
      for (const stack of STACKS)
        expect(existsSync(join(folder, `terraform.${stack}.tfstate`)), stack).toBe(true);

      const again = await cdktf("diff", "acme-eu-west-1-dublin", "--skip-synth", ...OFFLINE);
      expect(again.stdout).toContain("No changes. Your infrastructure matches the configuration.");
      // Terraform works beside our files, and what it leaves there makes none of them stale.
      const { code, out } = await runIn(folder, ["spec.yaml", "--check", "--out", "cdktf.out"]);
      expect({ code, out }).toMatchObject({ code: 0 });

      const destroyed = await cdktf("destroy", "*", "--auto-approve", ...OFFLINE);
      const back = finished(destroyed.stdout, /Destroy complete! Resources: (\d+) destroyed/);
      expect([...back].sort()).toEqual([...order].sort());
      expect(back.at(-1)).toBe("acme-iam 4");
      expect(back.indexOf("acme-eu-west-1-dublin 1")).toBeLessThan(back.indexOf("acme-eu-west-1 0"));
      expect(await things(emulator, "us-east-1")).toEqual([]);
      expect(await things(emulator, "eu-west-1")).toEqual([]);
    });

    it("synth clears away the folder of a stack that goes, but not its state", async () => {
      const { folder, cdktf } = await projectOf(SPEC);
      await cdktf("synth", "--hcl"); // formats our JSON, which is ours all the same
      const site = "cdktf.out/stacks/acme-eu-west-1-dublin";
      writeFile(join(folder, site, ".terraform.lock.hcl"), "# Terraform's\n");
      writeFile(join(folder, "terraform.acme-eu-west-1-dublin.tfstate"), "{}");
      writeFile(join(folder, "spec.yaml"), SPEC.replace("site: dublin, ", ""));
      const { stdout, stderr } = await cdktf("synth");
      expect(stdout + stderr).toMatch(/warning [a-z-]+: .*acme-eu-west-1-dublin/);
      expect(existsSync(join(folder, site))).toBe(false);
      expect(filesIn(folder)["terraform.acme-eu-west-1-dublin.tfstate"]).toBe("{}");
    });

    it("synth fails with our findings, and writes nothing", async () => {
      const { folder, cdktf } = await projectOf(SPEC.replace("strictness: device", "strictness: devise"));
      await expect(cdktf("synth")).rejects.toThrow(
        /error schema-not-allowed: [\s\S]*help: did you mean "device"/,
      );
      expect(existsSync(join(folder, "cdktf.out"))).toBe(false);
    });
  },
  cdktfCli(),
);

/** `terraform providers lock`, which cdktf runs after init, asks the registry whatever Terraform is configured to. */
const OFFLINE = ["--skip-provider-lock", "--no-color"];

/** A project of CDKTF's whose app is our command, and its command line in it, as on a machine of CI. */
async function project(emulator: Emulator, app: string, spec: string) {
  const engine = findEngine();
  if (!engine.available) throw new Error(engine.missing);
  const root = temporaryFolder();
  const folder = join(root, "project");
  const home = join(root, "home");
  await mkdir(home);
  const settings = { language: "typescript", app, output: "cdktf.out", sendCrashReports: "false" };
  writeFile(join(folder, "cdktf.json"), JSON.stringify(settings));
  writeFile(join(folder, "spec.yaml"), spec);
  const env = {
    ...emulator.env,
    ...(await prepareEngine(engine, root)),
    HOME: home,
    CI: "1",
    CHECKPOINT_DISABLE: "1", // with it on, cdktf.json gets a projectId
    DISABLE_VERSION_CHECK: "1",
    CDKTF_DISABLE_PLUGIN_CACHE_ENV: "1",
  };
  const setting = { cwd: folder, env, signal: new AbortController().signal };
  const cdktf = (...args: string[]): Promise<Ended> => run(process.execPath, [CDKTF, ...args], setting);
  return { folder, cdktf };
}

/** `STACK COUNT` for each line that says that a stack is done, in their order. */
function finished(output: string, done: RegExp): string[] {
  let writer = "";
  return output.split("\n").flatMap((line) => {
    writer = /^(\S+) {2}/.exec(line)?.[1] ?? writer; // only the first line of what a stack says at once names it
    const count = done.exec(line)?.[1];
    return count === undefined ? [] : [`${writer} ${count}`];
  });
}

async function things(emulator: Emulator, region: string): Promise<string[]> {
  const { things = [] } = (await awsCli(emulator, region, ["iot", "list-things"])) as {
    things?: { thingName: string }[];
  };
  return things.map(({ thingName }) => thingName);
}
