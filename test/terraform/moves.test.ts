import { cpSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { ListThingsCommand } from "@aws-sdk/client-iot";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { filesIn, temporaryFolder, writeFile } from "../support/folders";
import { runIn } from "../support/run";
import { iot, makeBucket } from "./aws";
import { type Emulator, startEmulator } from "./emulator";
import { describeWithTerraform } from "./engine";
import { applied, orderOf } from "./live";

const CSRS = filesIn(join(import.meta.dirname, "../../fixtures/ok/seattle/csr"));

/** Docks of one Region with certificates, each with a job of its own that runs once. */
const spec = (sites: Readonly<Record<string, string>>, split: "region" | "site", region = "us-east-1") =>
  [
    "apiVersion: panorama-compile/v1",
    "name: moving",
    'account: { id: "123456789012", region: us-east-1 }',
    "strictness: region",
    "roles: { serviceLinked: omit }",
    "appliances:",
    ...Object.entries(sites).map(
      ([name, site]) =>
        `  - { name: ${name}, region: ${region}, thingType: panorama-dock, ${site && `site: ${site}, `}certificate: { csr: csr/${name}.pem } }`,
    ),
    "jobs:",
    ...Object.keys(sites).map(
      (name) =>
        `  - { name: check-${name}, region: ${region}, document: { operation: "check \${x} ${name}" }, targets: { appliances: [${name}] }, run: once }`,
    ),
    `terraform: { split: ${split} }`,
  ].join("\n");

describeWithTerraform("resources that change their stack, moved by the commands of the finding", () => {
  let emulator: Emulator;
  beforeAll(async () => {
    emulator = await startEmulator();
  });
  beforeEach(() => emulator.reset());
  afterAll(() => emulator.stop());

  it("from a Region's stack to sites', from site to site, and back: all plans are empty", async () => {
    const folder = temporaryFolder({
      "csr/dock-1.pem": CSRS["dock-1.pem"] ?? "",
      "csr/dock-2.pem": CSRS["dock-2.pem"] ?? "",
    });
    const compile = async (text: string, out: string) => {
      writeFile(join(folder, "spec.yaml"), text);
      const { code, err } = await runIn(folder, ["spec.yaml", "--out", out]);
      expect(code, err).toBe(0);
      return err;
    };
    const together = spec({ "dock-1": "seattle", "dock-2": "tacoma" }, "region");
    await compile(together, "out");
    const workspace = await applied(emulator, join(folder, "out"));
    const before = await arns(emulator);

    /** Compiles the next spec, runs what its findings say, and looks at every plan. */
    const step = async (former: string, next: string) => {
      await compile(former, "before");
      const said = await compile(next, "out");
      await workspace.replaceOutput(join(folder, "out"));
      cpSync(join(folder, "before"), join(workspace.folder, "before"), { recursive: true });
      for (const commands of commandsOf(said)) {
        const approved = commands.replaceAll("-refresh-only", "-refresh-only -auto-approve");
        await workspace.shell(approved, join(workspace.folder, "out"));
      }
      for (const stack of orderOf(join(folder, "out"))) {
        await workspace.init(stack);
        expect({ stack, ...(await workspace.plan(stack)) }).toMatchObject({ stack, changed: false });
      }
      expect(await arns(emulator)).toEqual(before);
      return said;
    };
    const split = spec({ "dock-1": "seattle", "dock-2": "tacoma" }, "site");
    expect(await step(together, split)).toContain(
      'leaves the stack "moving-us-east-1" for "moving-us-east-1-seattle"',
    );
    // One site becomes another, which has no stack yet: the old one goes; the other appliance stays where it is.
    const elsewhere = spec({ "dock-1": "portland", "dock-2": "tacoma" }, "site");
    const said = await step(split, elsewhere);
    expect(said).toContain("--out before");
    expect(said).not.toContain("stack-goes");
    expect(await step(elsewhere, spec({ "dock-1": "portland", "dock-2": "" }, "site"))).toContain(
      'leaves the stack "moving-us-east-1-tacoma" for "moving-us-east-1"',
    );
    await workspace.dispose();
  });

  it("from one backend to another: states are copied, and all plans are empty", async () => {
    await makeBucket(emulator, "acme-tfstate");
    const text = (backend: string) =>
      `apiVersion: panorama-compile/v1\nname: moving\naccount: { id: "123456789012", region: us-east-1 }\nstrictness: account\nroles: { serviceLinked: omit }\nappliances: [{ name: dock }]\nterraform: { backend: ${backend} }\n`;
    const folder = temporaryFolder({ "spec.yaml": text("{ local: {} }") });
    await runIn(folder, ["spec.yaml", "--out", "out"]);
    const workspace = await applied(emulator, join(folder, "out"));
    await runIn(folder, ["spec.yaml", "--out", "before"]);
    writeFile(join(folder, "spec.yaml"), text("{ s3: { bucket: acme-tfstate, region: us-east-1 } }"));
    const { err } = await runIn(folder, ["spec.yaml", "--out", "out"]);
    await workspace.replaceOutput(join(folder, "out"));
    cpSync(join(folder, "before"), join(workspace.folder, "before"), { recursive: true });
    const [commands = ""] = commandsOf(err, "states-change-place");
    await workspace.shell(commands, join(workspace.folder, "out"));
    await rm(join(workspace.folder, "data"), { recursive: true });
    for (const stack of orderOf(join(folder, "out"))) {
      await workspace.init(stack);
      expect(await workspace.plan(stack)).toMatchObject({ changed: false });
    }
    await workspace.dispose();
  });
});

/** The commands of each finding that moves something, as one script each. */
function commandsOf(said: string, code = "resource-changes-stack"): string[] {
  return said
    .split(/\n(?=spec\.yaml:)/)
    .filter((finding) => finding.includes(` warning ${code}: `))
    .map((finding) =>
      [...finding.matchAll(/^ {10}((?:terraform|\(for) .*)$/gm)].map(([, line]) => line).join("\n"),
    );
}

async function arns(emulator: Emulator): Promise<unknown> {
  const { things = [] } = await iot(emulator).send(new ListThingsCommand({}));
  return things.map(({ thingArn }) => thingArn).sort();
}
