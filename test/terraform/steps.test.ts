import { join } from "node:path";
import { ListRolesCommand } from "@aws-sdk/client-iam";
import {
  CreateThingCommand,
  DescribeCertificateCommand,
  ListAttachedPoliciesCommand,
  ListCertificatesCommand,
  ListPoliciesCommand,
  ListThingPrincipalsCommand,
  ListThingsCommand,
  RegisterCertificateWithoutCACommand,
} from "@aws-sdk/client-iot";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { filesIn, temporaryFolder, writeFile } from "../support/folders";
import { runIn } from "../support/run";
import { compiledStep, expectGolden, stepCases, stepSettings } from "../support/steps";
import { awsCli, iam, iot } from "./aws";
import { type Emulator, startEmulator } from "./emulator";
import { describeWithTerraform } from "./engine";
import { orderOf } from "./live";
import { plannedLines } from "./plan";
import { createWorkspace } from "./workspace";

// What Terraform does in every step of fixtures/step: plan.txt, for each stack with a change.
describeWithTerraform("fixtures/step: applied, planned, applied again and destroyed", () => {
  let emulator: Emulator;
  beforeAll(async () => {
    emulator = await startEmulator();
  });
  beforeEach(() => emulator.reset());
  afterAll(() => emulator.stop());

  it.each(stepCases())("%s", async (name) => {
    const { before, after, second } = await compiledStep(name);
    if (second.code !== 0) return; // refused: nothing to apply
    await prepare(emulator, name);
    const workspace = await createWorkspace(emulator, before);
    for (const stack of concerned(before, before, after)) {
      await workspace.init(stack);
      await workspace.apply(stack);
    }
    await workspace.replaceOutput(after);
    const stacks = concerned(after, before, after);
    const known = new Set(orderOf(before));
    const planned: string[] = [];
    for (const stack of stacks) {
      if (!known.has(stack)) await workspace.init(stack);
      planned.push(`${stack}:\n`, ...linesOr(plannedLines(await workspace.plan(stack))));
    }
    expectGolden(name, "plan.txt", planned.join(""));
    for (const stack of stacks) await workspace.apply(stack);
    for (const stack of stacks)
      expect({ stack, ...(await workspace.plan(stack)) }).toMatchObject({ stack, changed: false });
    await AFTERWARDS[name]?.(emulator);
    for (const stack of [...stacks].reverse()) await workspace.destroy(stack);
    await workspace.dispose();
  });
});

describeWithTerraform("a service-linked role that the spec leaves out", () => {
  it("stays in AWS when the state lets go of it by the commands of the finding", async () => {
    const emulator = await startEmulator();
    const text = (roles: string) =>
      `apiVersion: panorama-compile/v1\nname: acme\naccount: { id: "123456789012", region: us-east-1 }\nstrictness: account\nroles: { serviceLinked: ${roles} }\n`;
    const folder = temporaryFolder({ "spec.yaml": text("create") });
    await runIn(folder, ["spec.yaml", "--out", "out"]);
    const workspace = await createWorkspace(emulator, join(folder, "out"));
    await workspace.init("acme-iam");
    await workspace.apply("acme-iam");
    const roles = await serviceLinkedRoles(emulator);
    expect(roles).toHaveLength(1);

    writeFile(join(folder, "spec.yaml"), text("omit"));
    const { err } = await runIn(folder, ["spec.yaml", "--out", "out"]);
    expect(err).toContain("warning service-linked-role-goes");
    await workspace.replaceOutput(join(folder, "out"));
    const destroys = "delete aws_iam_service_linked_role.panorama";
    expect(plannedLines(await workspace.plan("acme-iam"))).toContain(destroys);
    const commands = [...err.matchAll(/^ {10}(terraform .*)$/gm)].map(([, command]) => command);
    expect(commands).toHaveLength(1);
    await workspace.shell(commands.join("\n"), join(workspace.folder, "out"));
    expect(plannedLines(await workspace.plan("acme-iam"))).not.toContain(destroys);
    await workspace.apply("acme-iam");
    expect(await serviceLinkedRoles(emulator)).toEqual(roles);
    await workspace.dispose();
    await emulator.stop();
  });
});

async function serviceLinkedRoles(emulator: Emulator): Promise<unknown[]> {
  const command = new ListRolesCommand({ PathPrefix: "/aws-service-role/" });
  const { Roles: roles = [] } = await iam(emulator).send(command);
  return roles.map(({ Arn: arn }) => arn);
}

/** What AWS has after a step, beside what the plan says. */
const AFTERWARDS: Readonly<Record<string, (emulator: Emulator) => Promise<void>>> = {
  "appliance-forgotten": keepsAppliance,
  "site-forgotten": keepsAppliance,
  "appliance-destroyed": async (emulator) => {
    const client = iot(emulator);
    expect((await client.send(new ListThingsCommand({}))).things).toEqual([]);
    expect((await client.send(new ListPoliciesCommand({}))).policies).toEqual([]);
    // The one that was there before stays; Terraform had made it inactive.
    const { certificates = [] } = await client.send(new ListCertificatesCommand({}));
    expect(certificates.map(({ status }) => status)).toEqual(["INACTIVE"]);
  },
  "entries-forgotten": async (emulator) => {
    const names = async (service: string, list: string, key: string, options: readonly string[] = []) => {
      const answer = (await awsCli(emulator, "us-east-1", [...service.split(" "), ...options])) as Record<
        string,
        Readonly<Record<string, string>>[]
      >;
      return answer[list]?.map((one) => one[key]).sort();
    };
    expect(await names("s3api list-buckets", "Buckets", "Name")).toEqual([
      "acme-nodepackage-store-1",
      "acme-nodepackage-store-2",
    ]);
    const account = ["--account-id", "123456789012"];
    expect(await names("s3control list-access-points", "AccessPointList", "Name", account)).toEqual([
      "panorama-models",
      "panorama-videos",
    ]);
    expect(await names("secretsmanager list-secrets", "SecretList", "Name")).toEqual(["panorama/cameras"]);
    expect(await names("cloudformation list-stacks", "StackSummaries", "StackName")).toEqual([
      "panorama-job-reboot",
    ]);
  },
};

/** Terraform let go of it: thing, certificate, both attachments and the policy are there as they were. */
async function keepsAppliance(emulator: Emulator): Promise<void> {
  const client = iot(emulator);
  const thingName = "panorama-dock-1";
  const { principals = [] } = await client.send(new ListThingPrincipalsCommand({ thingName }));
  const [target = ""] = principals;
  const { policies } = await client.send(new ListAttachedPoliciesCommand({ target }));
  expect(policies?.map(({ policyName }) => policyName)).toEqual(["panorama-us-east-1-appliance"]);
  const certificateId = target.split("/")[1];
  const { certificateDescription } = await client.send(new DescribeCertificateCommand({ certificateId }));
  expect(certificateDescription?.status).toBe("ACTIVE");
}

const linesOr = (lines: readonly string[]): string[] =>
  (lines.length > 0 ? lines : ["nothing"]).map((line) => `  ${line}\n`);

/** What the case says is there before. */
async function prepare(emulator: Emulator, name: string): Promise<void> {
  const { certificates = [], things = [] } = stepSettings(name);
  for (const { region, pem, status } of certificates) {
    const command = new RegisterCertificateWithoutCACommand({ certificatePem: pem, status });
    await iot(emulator, region).send(command);
  }
  for (const thing of things)
    await iot(emulator, thing.region).send(new CreateThingCommand({ thingName: thing.name }));
}

/**
 * The stacks of an output that the step is about, in the order of applying: those whose text changes, and those that
 * they need, but for the iam stack, which no other reads. The others' plans are known to be empty.
 */
function concerned(out: string, before: string, after: string): string[] {
  const [old, now] = [filesIn(before), filesIn(after)];
  const path = (stack: string) => `stacks/${stack}/cdk.tf.json`;
  const changed = new Set(
    [...orderOf(before), ...orderOf(after)].filter((s) => old[path(s)] !== now[path(s)]),
  );
  const needed = new Set(
    [before, after].flatMap((o) => [...changed].flatMap((stack) => dependenciesOf(o, stack))),
  );
  return orderOf(out).filter((stack) => changed.has(stack) || (needed.has(stack) && !stack.endsWith("-iam")));
}

function dependenciesOf(out: string, stack: string): string[] {
  const manifest: { stacks: Record<string, { dependencies: string[] }> } = JSON.parse(
    filesIn(out)["manifest.json"] ?? "",
  );
  return manifest.stacks[stack]?.dependencies ?? [];
}
