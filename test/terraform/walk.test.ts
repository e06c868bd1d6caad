import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { bundle } from "../../scripts/bundle.mjs";
import {
  ACCOUNT,
  CONSOLE_TRUST,
  MANAGED,
  makeAccessPoint,
  makeAppliance,
  makeInlinePolicy,
  makePolicies,
  makeRoles,
  makeSecret,
} from "../discover/console-made";
import { temporaryFolder } from "../support/folders";
import { awsCli } from "./aws";
import { prepareEngine } from "./cli-config";
import { type Ended, run } from "./command";
import { type Emulator, startEmulator } from "./emulator";
import { describeWithTerraform, findEngine } from "./engine";
import { canonical, readRole } from "./live";
import { changedPlan, plannedLines } from "./plan";

// docs/take-an-account-out-of-use.md, walked: each of its sh blocks runs as it stands there, in its order, on an account
// as the console made it.

const PAGE = readFileSync(join(import.meta.dirname, "../../docs/take-an-account-out-of-use.md"), "utf8");
const REGION = "us-east-1";
const [IAM, REGIONAL] = ["leaving-iam", "leaving-us-east-1"] as const;

/** The fenced blocks of a section of the page. */
function blocks(section: string, language = "sh"): string[] {
  const text = PAGE.split(/^## /m).find((part) => part.startsWith(section)) ?? "";
  return [...text.matchAll(/^```(\w+)\n([\s\S]*?)\n```$/gm)].flatMap(([, found, body = ""]) =>
    found === language ? [body] : [],
  );
}

describeWithTerraform("the walk out of use, by the page's own commands", () => {
  let emulator: Emulator;
  beforeAll(async () => {
    emulator = await startEmulator();
  });
  afterAll(() => emulator.stop());

  it("looks, adopts, quarantines, goes back and in again, waits, and destroys", async () => {
    const { sh, folder } = await workplace(emulator);
    const spec = join(folder, "leaving.yaml");
    const planned = async (stack: string) =>
      plannedLines(
        changedPlan(
          JSON.parse((await sh(`terraform -chdir=cdktf.out/stacks/${stack} show -json step.tfplan`)).stdout),
        ),
      );
    const certificates = await makeAccount(emulator);
    const foreign = await makeForeignCertificate(emulator);
    const statuses = () => Promise.all(certificates.map((arn) => statusOf(emulator, arn)));
    const asMade = await readRole(emulator);

    // 1. Look
    for (const block of blocks("1. Look")) await sh(block);
    expect(readFileSync(spec, "utf8")).toContain("trust-unconditioned");
    expect(await readRole(emulator)).toEqual(asMade);
    expect(asMade.trust).toEqual(canonical(JSON.parse(CONSOLE_TRUST)));

    // 2. Adopt
    const [plan = "", apply = "", ...more] = blocks("2. Adopt");
    expect(more).toEqual([]);
    await sh(plan);
    const adopting = [...(await planned(IAM)), ...(await planned(REGIONAL))];
    expect(adopting.filter((line) => /^(delete|replace|forget|move) /.test(line))).toEqual([]);
    expect(
      adopting.filter((line) => line.startsWith("create aws_")).map((line) => line.replace(/\..*/, "")),
    ).toEqual([
      "create aws_iot_policy",
      "create aws_iot_policy_attachment",
      "create aws_iot_policy_attachment",
      "create aws_iot_thing_principal_attachment",
      "create aws_iot_thing_principal_attachment",
      "create aws_s3control_access_point_policy",
    ]);
    await sh(apply);
    const adopted = await readRole(emulator);
    expect(adopted).toMatchObject({ attached: [MANAGED], inline: {} });
    expect(JSON.stringify(adopted.trust)).toContain(`"aws:SourceAccount":"${ACCOUNT}"`);
    expect(await statuses()).toEqual(["ACTIVE", "ACTIVE"]);

    // 3. Quarantine, back, and in again
    const quarantine = blocks("3. Quarantine");
    expect(quarantine).toHaveLength(2);
    await sh(quarantine[0] ?? "");
    expect(await planned(IAM)).toEqual([
      "create aws_iam_role_policy.appliance-permissions",
      "update aws_iam_role.appliance: assume_role_policy",
      "update aws_iam_role_policies_exclusive.appliance: policy_names",
    ]);
    expect(await planned(REGIONAL)).toEqual([
      "create terraform_data.certificate-dock",
      "create terraform_data.certificate-gate",
      "update aws_s3control_access_point_policy.panorama-models: policy",
    ]);
    await sh(quarantine[1] ?? "");
    const shut = await readRole(emulator);
    expect(JSON.stringify(shut.trust)).toBe(
      '{"Statement":[{"Action":"sts:AssumeRole","Effect":"Deny","Principal":{"AWS":"*"}}],"Version":"2012-10-17"}',
    );
    expect(JSON.stringify(shut.inline)).toContain('"Action":"*","Effect":"Deny","Resource":"*"');
    expect(await statuses()).toEqual(["INACTIVE", "INACTIVE"]);

    writeFileSync(spec, readFileSync(spec, "utf8").replace("lifecycle: quarantined\n", ""));
    const { stderr } = await sh("panorama-compile leaving.yaml");
    expect(stderr).toContain("warning certificate-stays-inactive: 2 certificates stay inactive");
    await sh(
      `for s in ${IAM} ${REGIONAL}; do terraform -chdir=cdktf.out/stacks/$s apply -input=false -auto-approve; done`,
    );
    expect(await readRole(emulator)).toEqual(adopted);
    expect(await statuses()).toEqual(["INACTIVE", "INACTIVE"]);
    for (const block of quarantine) await sh(block);
    expect(await readRole(emulator)).toEqual(shut);

    // 4. Wait
    const [look = ""] = blocks("4. Wait");
    const { stdout: seen } = await sh(look);
    expect(seen.match(/^INACTIVE$/gm)).toHaveLength(2);
    expect(seen.match(/No changes\./g)).toHaveLength(2);

    // 5. Destroy, but for the secret
    const [kept = ""] = blocks("5. Destroy", "yaml");
    const text = readFileSync(spec, "utf8");
    const without = text.replace(/^secrets:\n(?: .*\n|\n)*/m, "");
    expect(without).not.toContain("panorama/dock");
    writeFileSync(spec, `${without}${kept}\n`);
    const [compile = "", ...destroying] = blocks("5. Destroy");
    await sh(compile);
    expect(await planned(REGIONAL)).toEqual(
      ["forget aws_secretsmanager_secret.panorama_dock", "delete output.secret_arns"].sort(),
    );
    expect(destroying).toHaveLength(2);
    for (const block of destroying) await sh(block);
    await expect(readRole(emulator)).rejects.toMatchObject({ name: "NoSuchEntityException" });
    expect(await names(emulator, ["iam", "list-roles", "--query", "Roles[].RoleName"])).toEqual([]);
    expect(await names(emulator, ["iot", "list-things", "--query", "things[].thingName"])).toEqual([]);
    expect(await names(emulator, ["secretsmanager", "list-secrets", "--query", "SecretList[].Name"])).toEqual(
      ["panorama/dock"],
    );
    expect(await statuses(), "destroying activates nothing").toEqual(["INACTIVE", "INACTIVE"]);

    // What is left
    for (const block of blocks("What is left")) await sh(block);
    expect(
      await names(emulator, ["iot", "list-certificates", "--query", "certificates[].certificateArn"]),
    ).toEqual([foreign]);
    expect(await statusOf(emulator, foreign)).toBe("ACTIVE");
    const itsPolicies = [
      "iot",
      "list-attached-policies",
      "--target",
      foreign,
      "--query",
      "policies[].policyName",
    ];
    expect(await names(emulator, itsPolicies)).toEqual(["factory-line"]);
    for (const block of blocks("1. Look")) await sh(block);
    const rest = readFileSync(spec, "utf8");
    expect(rest).toContain("panorama/dock");
    expect(rest).toContain(foreign);
    expect(rest).not.toContain(certificates[0]);
  }, 600_000);
});

/** A folder to work in, with `panorama-compile` and what points Terraform and the AWS CLI at the emulator. */
async function workplace(emulator: Emulator) {
  const folder = temporaryFolder();
  const engine = findEngine();
  if (!engine.available) throw new Error(engine.missing);
  await bundle(join(folder, "program"));
  mkdirSync(join(folder, "bin"));
  symlinkSync(join(folder, "program/cli.js"), join(folder, "bin/panorama-compile"));
  const own = { ...emulator.env, ...(await prepareEngine(engine, folder)) };
  const env = { ...own, PATH: `${join(folder, "bin")}:${own.PATH}` };
  const signal = new AbortController().signal;
  const sh = (commands: string): Promise<Ended> =>
    run("sh", ["-euc", commands], { cwd: folder, env, signal });
  return { folder, sh };
}

/** What the console and AWS Panorama left there; gives the ARNs of the certificates. */
async function makeAccount(emulator: Emulator): Promise<string[]> {
  await makeRoles(emulator);
  await makeInlinePolicy(emulator);
  await makePolicies(emulator, REGION);
  await makeAccessPoint(emulator, REGION, {
    name: "panorama-models",
    bucket: "acme-nodepackage-store-123456789012",
  });
  await makeSecret(emulator, REGION, "panorama/dock");
  const things = ["panorama_dock_Thing_0a1b2c3d", "panorama_gate_Thing_0a1b2c3d"];
  return [
    await makeAppliance(emulator, REGION, { name: things[0] ?? "" }),
    await makeAppliance(emulator, REGION, { name: things[1] ?? "" }),
  ];
}

/** An active certificate of another system, which discover names in a comment. */
async function makeForeignCertificate(emulator: Emulator): Promise<string> {
  const made = (await awsCli(emulator, REGION, [
    "iot",
    "create-keys-and-certificate",
    "--set-as-active",
  ])) as {
    certificateArn: string;
  };
  const policy =
    '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"iot:Connect","Resource":"*"}]}';
  const named = ["--policy-name", "factory-line"];
  await awsCli(emulator, REGION, ["iot", "create-policy", ...named, "--policy-document", policy]);
  await awsCli(emulator, REGION, ["iot", "attach-policy", ...named, "--target", made.certificateArn]);
  return made.certificateArn;
}

async function statusOf(emulator: Emulator, arn: string): Promise<unknown> {
  const query = ["--query", "certificateDescription.status"];
  return awsCli(emulator, REGION, [
    "iot",
    "describe-certificate",
    "--certificate-id",
    arn.split("/")[1] ?? "",
    ...query,
  ]);
}

const names = async (emulator: Emulator, args: readonly string[]): Promise<unknown> =>
  awsCli(emulator, REGION, args);
