import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { AttachRolePolicyCommand, UpdateAssumeRolePolicyCommand } from "@aws-sdk/client-iam";
import { CreateThingCommand, DeleteThingCommand, UpdateThingCommand } from "@aws-sdk/client-iot";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { filesIn, temporaryFolder, writeFile } from "../support/folders";
import { runIn } from "../support/run";
import { iam, iot } from "./aws";
import { type Emulator, startEmulator } from "./emulator";
import { describeWithTerraform } from "./engine";
import { compiled, orderOf } from "./live";
import { createWorkspace } from "./workspace";

// Plans that Terraform really makes. RECORD_PLANS=1 writes them, trimmed, into fixtures/plans for test/plan-report.test.ts.

const PLANS = join(import.meta.dirname, "../../fixtures/plans");
const CANARY = "CANARY-of-a-value";
const IAM = "docks-iam";
const REGION = "docks-us-east-1";
const VARIABLES = { panorama_dock_cameras: CANARY };

const specOf = (name: string) => {
  const { "spec.yaml": spec = "", ...files } = filesIn(join(PLANS, name));
  return { spec, files };
};

/** What of a plan nobody reads here is left out, and with it all that no plan of the same thing would say again. */
function record(name: string, text: string): void {
  if (process.env.RECORD_PLANS !== "1") return;
  const { planned_values, prior_state, variables, relevant_attributes, timestamp, ...kept } =
    JSON.parse(text);
  writeFile(join(PLANS, `${name}.json`), `${JSON.stringify(kept)}\n`);
}

/** The report of plans by their names, for the spec of a folder, without the lines of attributes and help. */
async function reported(texts: Readonly<Record<string, string>>, folder: string) {
  const files = Object.entries(texts).map(([name, text]) => [`${name}.json`, text] as const);
  const { spec, files: others } = specOf(folder);
  const cwd = temporaryFolder({ ...others, "spec.yaml": spec, ...Object.fromEntries(files) });
  const plans = files.map(([name]) => name);
  const run = (format: string) =>
    runIn(cwd, ["plan-report", ...plans, "--spec", "spec.yaml", "--format", format]);
  for (const format of ["pretty", "json", "markdown", "github"])
    expect((await run(format)).out, format).not.toContain("CANARY");
  const { code, out } = await run("json");
  const report: Report = JSON.parse(out);
  const changes = report.plans.flatMap((plan) =>
    plan.changes.map(
      ({ actions, address, reason, location }) =>
        `${actions.join("+")} ${address}: ${reason?.code ?? (location === null ? "nowhere" : location.start.line)}`,
    ),
  );
  const problems = report.plans.flatMap((plan) => plan.problems.map((problem) => problem.code));
  return { code, stacks: report.plans.map(({ stack }) => stack), changes, problems };
}

interface Report {
  readonly plans: readonly {
    readonly stack: string | null;
    readonly changes: readonly {
      readonly address: string;
      readonly actions: readonly string[];
      readonly reason?: { readonly code: string };
      readonly location: { readonly start: { readonly line: number } } | null;
    }[];
    readonly problems: readonly { readonly code: string }[];
  }[];
}

describeWithTerraform("plan-report, of plans that Terraform makes", () => {
  let emulator: Emulator;
  beforeAll(async () => {
    emulator = await startEmulator();
  });
  beforeEach(() => emulator.reset());
  afterAll(() => emulator.stop());

  it("explains what the spec says, line by line, and nothing else", async () => {
    const before = specOf("before");
    const after = specOf("after");
    const workspace = await createWorkspace(emulator, await compiled(before.spec, before.files));
    const planned = (stack: string, options: readonly string[] = []) =>
      workspace.planText(stack, stack === IAM ? {} : VARIABLES, options);

    /** Plans of both stacks, recorded under a name. */
    const both = async (name: string) => {
      const texts = { [`${name}-iam`]: await planned(IAM), [`${name}-region`]: await planned(REGION) };
      for (const [file, text] of Object.entries(texts)) record(file, text);
      return texts;
    };

    for (const stack of [IAM, REGION]) await workspace.init(stack);
    const create = await reported(await both("create"), "before");
    expect(create).toMatchObject({ code: 0, stacks: [IAM, REGION], problems: [] });
    expect(create.changes).toHaveLength(27);
    expect(create.changes.filter((line) => !/^create .*: \d+$/.test(line))).toEqual([]);

    for (const stack of [IAM, REGION]) await workspace.apply(stack, stack === IAM ? {} : VARIABLES);
    const nothing = { code: 0, stacks: [IAM, REGION], changes: [], problems: [] };
    expect(await reported(await both("same"), "before"), "right after an apply").toEqual(nothing);

    const destroy = await reported({ destroy: await planned(REGION, ["-destroy"]) }, "before");
    expect(destroy.code).toBe(4);
    expect(destroy.changes).toHaveLength(23);
    expect(destroy.changes.filter((line) => !/^destroy .*: destroys-declared$/.test(line))).toEqual([]);
    const thing = "aws_iot_thing.dock-1";
    const part = await planned(REGION, [`-target=${thing}`, `-replace=${thing}`]);
    expect(await reported({ part }, "before")).toMatchObject({
      code: 4,
      changes: [`replace ${thing}: requested`],
      problems: ["incomplete"],
    });

    // An appliance of the next spec is there already, and is adopted.
    await iot(emulator).send(new CreateThingCommand({ thingName: "panorama-yard" }));
    await workspace.replaceOutput(await compiled(after.spec, after.files));
    const edit = await both("edit");
    expect(await reported(edit, "after")).toEqual({
      code: 0,
      stacks: [IAM, REGION],
      changes: [
        "update aws_iam_role.appliance: 14",
        "destroy aws_cloudformation_stack.reboot: 42",
        "destroy aws_iot_thing.dock-4: 40",
        "replace aws_s3_access_point.panorama-models: 31",
        "replace aws_s3control_access_point_policy.panorama-models: 28",
        "replace aws_secretsmanager_secret_version.panorama_dock-cameras: 37",
        "forget aws_iot_thing.dock-5: 41",
        "update aws_iot_certificate.dock-2: 14",
        "update aws_iot_thing.dock-1: 10",
        "update aws_secretsmanager_secret.panorama_dock-cameras: 35",
        "import aws_iot_thing.yard: 21",
        "move aws_iot_thing.gate: 17",
      ],
      problems: [],
    });
    const stale = await reported(edit, "before");
    expect(stale.code, "the plan of another output").toBe(4);
    expect(stale.changes).toContain("update aws_iot_thing.dock-1: stale");
    expect(stale.changes).toContain("destroy aws_iot_thing.dock-4: destroys-declared");

    // Somebody is at work behind Terraform's back.
    await workspace.replaceOutput(await compiled(before.spec, before.files));
    const attributes = { attributes: { floor: CANARY } };
    const set = (thingName: string) =>
      iot(emulator).send(new UpdateThingCommand({ thingName, attributePayload: attributes }));
    await set("panorama-dock-1");
    await set("panorama-dock-4");
    await iot(emulator).send(new DeleteThingCommand({ thingName: "panorama-dock-5" }));
    const role = { RoleName: "AWSPanoramaApplianceServiceRole" };
    const trust = {
      Version: "2012-10-17",
      Statement: [
        { Effect: "Allow", Principal: { Service: "panorama.amazonaws.com" }, Action: "sts:AssumeRole" },
      ],
    };
    await iam(emulator).send(
      new UpdateAssumeRolePolicyCommand({ ...role, PolicyDocument: JSON.stringify(trust) }),
    );
    await iam(emulator).send(
      new AttachRolePolicyCommand({ ...role, PolicyArn: "arn:aws:iam::aws:policy/AdministratorAccess" }),
    );
    const drift = [
      "update aws_iot_thing.dock-1: drift",
      "update aws_iot_thing.dock-4: drift",
      "create aws_iot_thing.dock-5: drift",
    ];
    expect(await reported(await both("drift"), "before")).toEqual({
      code: 4,
      stacks: [IAM, REGION],
      changes: [
        "update aws_iam_role.appliance: drift",
        "update aws_iam_role_policy_attachments_exclusive.appliance: drift",
        ...drift,
      ],
      problems: [],
    });
    const kept = await reported({ refresh: await planned(REGION, ["-refresh-only"]) }, "before");
    expect(kept).toMatchObject({ code: 4, changes: [], problems: ["drift", "drift"] });

    // And in the stack's folder.
    const folder = join(workspace.folder, "out/stacks", REGION);
    writeFile(join(folder, "extra.tf.json"), JSON.stringify(FOREIGN));
    mkdirSync(join(folder, "foreign"));
    const inside = { resource: { aws_iot_thing: { inside: { name: "panorama-inside" } } } };
    writeFile(join(folder, "foreign/main.tf.json"), JSON.stringify(inside));
    await workspace.init(REGION);
    const foreign = await planned(REGION);
    record("foreign-region", foreign);
    expect(await reported({ foreign }, "before")).toEqual({
      code: 4,
      stacks: [REGION],
      changes: [
        ...drift.slice(0, 2),
        ...drift.slice(2),
        "create aws_iot_thing.foreign: foreign",
        "create module.foreign.aws_iot_thing.inside: foreign",
        "create terraform_data.foreign: foreign",
      ],
      problems: ["check", "output", "stale"],
    });
    await workspace.dispose();
  });

  it("explains no trust policy that an override beside the stack makes of what we wrote", async () => {
    const before = specOf("before");
    const workspace = await createWorkspace(emulator, await compiled(before.spec, before.files));
    await workspace.init(IAM);
    writeFile(join(workspace.folder, "out/stacks", IAM, "later_override.tf"), OVERRIDE);
    const override = await workspace.planText(IAM, {});
    expect(JSON.parse(override).resource_changes).toContainEqual(
      expect.objectContaining({
        address: "aws_iam_role.appliance",
        change: expect.objectContaining({
          after_unknown: expect.objectContaining({ assume_role_policy: true }),
        }),
      }),
    );
    const { code, changes } = await reported({ override }, "before");
    expect(code).toBe(4);
    expect(changes).toContain("create aws_iam_role.appliance: stale");
    await workspace.dispose();
  });

  it.each(["jobs", "everything", "storage-scoped", "quarantined"])(
    "explains every change of the first plans of fixtures/ok/%s",
    async (name) => {
      const folder = temporaryFolder(join(import.meta.dirname, "../../fixtures/ok", name));
      const out = join(folder, "out");
      expect(await runIn(folder, ["spec.yaml", "--out", out])).toMatchObject({ code: 0 });
      const workspace = await createWorkspace(emulator, out);
      const plans: string[] = [];
      for (const stack of orderOf(out)) {
        const file = join(out, "stacks", stack, "cdk.tf.json");
        const json = JSON.parse(filesIn(out)[`stacks/${stack}/cdk.tf.json`] ?? "");
        json.terraform.backend = { local: {} };
        writeFile(file.replace(out, join(workspace.folder, "out")), JSON.stringify(json));
        await workspace.init(stack);
        const variables = Object.fromEntries(
          Object.keys(json.variable ?? {}).map((variable) => [variable, CANARY]),
        );
        writeFile(join(folder, `${stack}.json`), await workspace.planText(stack, variables));
        plans.push(`${stack}.json`);
      }
      const argv = ["plan-report", ...plans, "--spec", "spec.yaml"];
      const { code, out: said } = await runIn(folder, argv);
      expect(said).not.toContain("Not explained");
      expect(said).toContain("Explained by the spec:\n");
      expect(code).toBe(0);
      await workspace.dispose();
    },
  );
});

/** What somebody adds to a stack's folder by hand. */
const FOREIGN = {
  resource: {
    aws_iot_thing: { foreign: { name: "panorama-foreign" } },
    terraform_data: { foreign: { input: CANARY } },
  },
  output: { foreign: { value: CANARY } },
  variable: { foreign: { default: CANARY } },
  check: { foreign: { assert: [{ condition: '${var.foreign == "x"}', error_message: CANARY }] } },
  module: { foreign: { source: "./foreign" } },
};

/** Refers to what we refer to, is unknown when it is planned, and lets in everybody. */
const OVERRIDE = `
resource "aws_iam_role" "appliance" {
  assume_role_policy = timestamp() == data.aws_iam_policy_document.appliance-role-trust.minified_json ? "" : jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { AWS = "*" } }]
  })
}
`;
