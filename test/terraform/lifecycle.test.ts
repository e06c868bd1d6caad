import { chmodSync, existsSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { DescribeCertificateCommand, RegisterCertificateWithoutCACommand } from "@aws-sdk/client-iot";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { filesIn, temporaryFolder, writeFile } from "../support/folders";
import { awsCli, iot } from "./aws";
import { run } from "./command";
import { type Emulator, startEmulator } from "./emulator";
import { describeWithTerraform } from "./engine";
import { applied, canonical, compiled, destroyed, readRole } from "./live";
import { plannedLines } from "./plan";
import { createWorkspace, type Workspace } from "./workspace";

const CSRS = {
  "csr/dock-3.pem": filesIn(join(import.meta.dirname, "../../fixtures/ok/seattle/csr"))["dock-1.pem"] ?? "",
};
const STACK = "docks-us-east-1";
const HEAD = `apiVersion: panorama-compile/v1
name: docks
account: { id: "123456789012", region: us-east-1, endOfSupport: acknowledged }
`;

describeWithTerraform("the life of an account, for real", () => {
  let emulator: Emulator;
  beforeAll(async () => {
    emulator = await startEmulator();
  });
  beforeEach(() => emulator.reset());
  afterAll(() => emulator.stop());

  /** A certificate as it is there before anything of ours; gives its ARN. */
  const certificate = async (name: string, status: "ACTIVE" | "INACTIVE"): Promise<string> => {
    const command = new RegisterCertificateWithoutCACommand({ certificatePem: name, status });
    return (await iot(emulator).send(command)).certificateArn ?? "";
  };
  const statusOf = async (arn: string) => {
    const command = new DescribeCertificateCommand({ certificateId: arn.split("/")[1] });
    return (await iot(emulator).send(command)).certificateDescription?.status;
  };
  const setByHand = (arn: string, status: "ACTIVE" | "INACTIVE") =>
    awsCli(emulator, "us-east-1", [
      ...["iot", "update-certificate", "--certificate-id", arn.split("/")[1] ?? ""],
      ...["--new-status", status],
    ]);

  const withCertificate = (text: string) => `${HEAD}strictness: account
roles: { serviceLinked: omit }
appliances: [{ name: dock, deviceId: device-lk7exmplpvcr3heqwjmesw76ky, certificate: { ${text} } }]
`;

  it("a certificate that exists: set once for each ARN and status, left alone else, never activated by destroying", async () => {
    const [first, second] = [await certificate("first", "ACTIVE"), await certificate("second", "INACTIVE")];
    const calls = await loggingCli();
    const workspace = await createWorkspace(
      { ...emulator, env: calls.env(emulator) },
      await compiled(withCertificate(`arn: "${first}"`)),
    );
    await workspace.init(STACK);
    await workspace.apply(STACK);
    expect(calls.made()).toEqual([]);

    /** What a plan for another spec would do; then it is done. */
    const step = async (text: string): Promise<string[]> => {
      await workspace.replaceOutput(await compiled(withCertificate(text)));
      const planned = plannedLines(await workspace.plan(STACK));
      await workspace.apply(STACK);
      expect(await workspace.plan(STACK), "the second plan").toMatchObject({ changed: false });
      return planned;
    };
    expect(await step(`arn: "${first}", status: inactive`)).toEqual([
      "create terraform_data.certificate-dock",
    ]);
    expect(await statusOf(first)).toBe("INACTIVE");
    expect(calls.made()).toEqual([asked(first, "INACTIVE")]);

    await setByHand(first, "ACTIVE");
    expect(await workspace.plan(STACK), "what changes it later is not seen").toMatchObject({
      changed: false,
    });
    await setByHand(first, "INACTIVE");
    expect(await step(`arn: "${first}", status: active`)).toEqual([
      "replace terraform_data.certificate-dock",
    ]);
    expect(await statusOf(first)).toBe("ACTIVE");

    expect(await step(`arn: "${second}", status: active`)).toContain(
      "replace terraform_data.certificate-dock",
    );
    expect([await statusOf(first), await statusOf(second)]).toEqual(["ACTIVE", "ACTIVE"]);
    const all = [asked(first, "INACTIVE"), asked(first, "ACTIVE"), asked(second, "ACTIVE")];
    expect(calls.made()).toEqual(all);

    // Without the word it is left as it is; and what was made inactive stays so when all is destroyed.
    expect(await step(`arn: "${second}", status: inactive`)).toEqual([
      "replace terraform_data.certificate-dock",
    ]);
    expect(await step(`arn: "${second}"`)).toEqual(["delete terraform_data.certificate-dock"]);
    await step(`arn: "${second}", status: inactive`);
    await workspace.destroy(STACK);
    expect([await statusOf(first), await statusOf(second)]).toEqual(["ACTIVE", "INACTIVE"]);
    expect(calls.made()).toEqual([...all, asked(second, "INACTIVE"), asked(second, "INACTIVE")]);
    await workspace.dispose();
  });

  it("a certificate whose status can't be set fails the apply: with AWS's words, or for want of the AWS CLI", async () => {
    const missing = `arn:aws:iot:us-east-1:123456789012:cert/${"0".repeat(64)}`;
    const out = await compiled(withCertificate(`arn: "${missing}", status: inactive`));
    const workspace = await createWorkspace(emulator, out);
    await workspace.init(STACK);
    expect(await failure(workspace.apply(STACK))).toContain(
      "(ResourceNotFoundException) when calling the UpdateCertificate operation",
    );
    expect(JSON.stringify(await workspace.state(STACK)), "and is tried again").not.toContain('"ACTIVE"');
    await workspace.dispose();

    await emulator.reset();
    const arn = await certificate("first", "ACTIVE");
    const without = { ...emulator, env: { ...emulator.env, PATH: await onlyTerraform() } };
    const poor = await createWorkspace(
      without,
      await compiled(withCertificate(`arn: "${arn}", status: inactive`)),
    );
    await poor.init(STACK);
    expect(await failure(poor.apply(STACK))).toContain(
      "Output: The AWS CLI is needed to set the status of a certificate; it was not found on the PATH.",
    );
    expect(await statusOf(arn)).toBe("ACTIVE");
    await poor.dispose();
  });

  const NOBODY = {
    Version: "2012-10-17",
    Statement: [{ Action: "sts:AssumeRole", Effect: "Deny", Principal: { AWS: "*" } }],
  };
  const NOTHING = {
    Version: "2012-10-17",
    Statement: [{ Action: "*", Effect: "Deny", Resource: "*", Sid: "Quarantined" }],
  };
  const MANAGED = ["arn:aws:iam::aws:policy/service-role/AWSPanoramaApplianceServiceRolePolicy"];

  it("quarantine on every other rung: the role is shut, and back to active it is what it was", async () => {
    const spec = (
      strictness: string,
      permissions: string,
      lifecycle: string,
    ) => `${HEAD}strictness: ${strictness}
lifecycle: ${lifecycle}
roles: { serviceLinked: omit, appliance: { permissions: ${permissions} } }
`;
    const rungs = [
      ["service", "managed"],
      ["account", "scoped"],
      ["region", "managed"],
    ] as const;
    const workspace = await createWorkspace(emulator, await compiled(spec(...rungs[0], "active")));
    await workspace.init("docks-iam");
    for (const [strictness, permissions] of rungs) {
      const change = async (lifecycle: string) => {
        await workspace.replaceOutput(await compiled(spec(strictness, permissions, lifecycle)));
        await workspace.apply("docks-iam");
        return readRole(emulator);
      };
      const before = await change("active");
      expect(before.attached).toEqual(permissions === "managed" ? MANAGED : []);
      expect(await change("quarantined")).toEqual({
        ...before,
        trust: canonical(NOBODY),
        inline: { "panorama-appliance": canonical(NOTHING) },
      });
      expect(await workspace.plan("docks-iam")).toMatchObject({ changed: false });
      expect(await change("active")).toEqual(before);
    }
    await workspace.destroy("docks-iam");
    await expect(readRole(emulator)).rejects.toMatchObject({ name: "NoSuchEntityException" });
    await workspace.dispose();
  });

  it("quarantine on device with all there is: applied, taken back, and destroyed out of quarantine", async () => {
    const [loud, silent] = [await certificate("loud", "ACTIVE"), await certificate("silent", "ACTIVE")];
    const spec = (lifecycle: string) => `${HEAD}strictness: device
lifecycle: ${lifecycle}
roles: { serviceLinked: omit }
appliances:
  - { name: dock-1, deviceId: device-lk7exmplpvcr3heqwjmesw76ky, certificate: { arn: "${loud}", status: active } }
  - { name: dock-2, deviceId: device-mk7exmplpvcr3heqwjmesw76ky, site: seattle, certificate: { arn: "${silent}" } }
  - { name: dock-3, deviceId: device-nk7exmplpvcr3heqwjmesw76ky, site: seattle, certificate: { csr: csr/dock-3.pem } }
buckets: [{ name: acme-nodepackage-store-1, source: create }]
accessPoints: [{ name: panorama-models, bucket: acme-nodepackage-store-1, prefix: models/ }]
secrets: [{ name: panorama/cameras, recoveryWindowDays: 0 }]
terraform: { split: site }
`;
    const stacks = ["docks-iam", STACK, `${STACK}-seattle`];
    const out = await compiled(spec("active"), CSRS);
    const workspace = await applied(emulator, out);
    const made = await ownCertificate(workspace);
    const look = async () => ({
      role: await readRole(emulator),
      certificates: [await statusOf(loud), await statusOf(silent), await statusOf(made)],
      accessPoint: await accessPointPolicy(emulator),
    });
    const before = await look();
    expect(before.certificates).toEqual(["ACTIVE", "ACTIVE", "ACTIVE"]);

    const change = async (folder: string) => {
      await workspace.replaceOutput(folder);
      for (const stack of stacks) await workspace.apply(stack);
      for (const stack of stacks) expect(await workspace.plan(stack)).toMatchObject({ changed: false });
      return look();
    };
    const shut = await compiled(spec("quarantined"), CSRS);
    const quarantined = await change(shut);
    expect(quarantined.role).toMatchObject({
      trust: canonical(NOBODY),
      inline: { "panorama-appliance": canonical(NOTHING) },
    });
    expect(quarantined.certificates).toEqual(["INACTIVE", "INACTIVE", "INACTIVE"]);
    expect(quarantined.accessPoint.map(({ Effect, Sid }) => `${Effect} ${Sid}`)).toEqual([
      "Deny Quarantined",
      "Deny OtherAccounts",
    ]);

    const again = await compiled(spec("active"), CSRS);
    expect(filesIn(again)).toEqual(filesIn(out));
    const after = await change(again);
    expect({ ...after, certificates: [] }).toEqual({ ...before, certificates: [] });
    expect(after.certificates, "one without a word stays inactive").toEqual(["ACTIVE", "INACTIVE", "ACTIVE"]);

    await change(shut);
    await destroyed(workspace, shut);
    expect([await statusOf(loud), await statusOf(silent)]).toEqual(["INACTIVE", "INACTIVE"]);
    await expect(statusOf(made)).rejects.toMatchObject({ name: "ResourceNotFoundException" });
    await expect(accessPointPolicy(emulator)).rejects.toThrow("NoSuchAccessPoint");
    await workspace.dispose();
  }, 600_000);
});

/** What Terraform says of a failure, which it breaks into lines wherever it likes. */
const failure = (applying: Promise<void>): Promise<string> =>
  applying.then(
    () => "no failure",
    (error: Error) => error.message.replace(/\s+/g, " "),
  );

/** The ARN of the certificate that Terraform made. */
async function ownCertificate(workspace: Workspace): Promise<string> {
  const { certificate_arns: arns } = await workspace.outputs(`${STACK}-seattle`);
  return (arns as Record<string, string>)["dock-3"] ?? "";
}

async function accessPointPolicy(emulator: Emulator): Promise<readonly { Effect: string; Sid: string }[]> {
  const args = ["--account-id", "123456789012", "--name", "panorama-models"];
  const { Policy: text } = (await awsCli(emulator, "us-east-1", [
    "s3control",
    "get-access-point-policy",
    ...args,
  ])) as {
    Policy: string;
  };
  return JSON.parse(text).Statement;
}

/** The AWS CLI behind a script that keeps the requests of each call. */
async function loggingCli() {
  const folder = temporaryFolder();
  const log = join(folder, "log");
  const real = await pathOf("aws");
  const text = `#!/bin/sh\nprintf '%s\\n' "$PANORAMA_CERTIFICATE" >> '${log}'\nexec '${real}' "$@"\n`;
  writeFile(join(folder, "bin/aws"), text);
  chmodSync(join(folder, "bin/aws"), 0o755);
  return {
    env: ({ env }: Emulator) => ({ ...env, PATH: `${join(folder, "bin")}:${env.PATH}` }),
    made: (): string[] => (existsSync(log) ? readFileSync(log, "utf8").trim().split("\n") : []),
  };
}

const asked = (arn: string, newStatus: string): string =>
  JSON.stringify({ certificateId: arn.split("/")[1], newStatus });

/** A PATH on which there is terraform and nothing else. */
async function onlyTerraform(): Promise<string> {
  const folder = temporaryFolder();
  symlinkSync(await pathOf("terraform"), join(folder, "terraform"));
  return folder;
}

async function pathOf(command: string): Promise<string> {
  const setting = { cwd: "/", env: { PATH: process.env.PATH ?? "" }, signal: new AbortController().signal };
  return (await run("sh", ["-c", `command -v ${command}`], setting)).stdout.trim();
}
