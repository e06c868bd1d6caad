import { cpSync, rmSync } from "node:fs";
import { join } from "node:path";
import {
  AttachRolePolicyCommand,
  CreatePolicyCommand,
  GetRoleCommand,
  ListRolesCommand,
} from "@aws-sdk/client-iam";
import {
  CreateCertificateFromCsrCommand,
  DescribeCertificateCommand,
  DescribeThingCommand,
  DescribeThingTypeCommand,
  GetPolicyCommand,
  ListAttachedPoliciesCommand,
  ListThingPrincipalsCommand,
  ListThingsCommand,
} from "@aws-sdk/client-iot";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { filesIn, temporaryFolder, writeFile } from "../support/folders";
import { runIn } from "../support/run";
import { iam, iot, makeBucket } from "./aws";
import { type Emulator, startEmulator } from "./emulator";
import { describeWithTerraform } from "./engine";
import {
  APPLIANCE_ROLE,
  applied,
  canonical,
  compiled,
  destroyed,
  orderOf,
  readRole,
  reviewPolicies,
} from "./live";
import { createWorkspace } from "./workspace";

const FIXTURES = join(import.meta.dirname, "../../fixtures/ok");
const MANAGED = "arn:aws:iam::aws:policy/service-role/AWSPanoramaApplianceServiceRolePolicy";
const DOCK_1 = "arn:aws:panorama:us-east-1:123456789012:device/device-lk7exmplpvcr3heqwjmesw76ky";

const fixture = (name: string) => {
  const files = filesIn(join(FIXTURES, name));
  return { spec: files["spec.yaml"] ?? "", files };
};

/** A spec of one account on a rung, with lines added. */
const spec = (strictness: string, ...lines: string[]) =>
  [
    "apiVersion: panorama-compile/v1",
    "name: live",
    'account: { id: "123456789012", region: us-east-1 }',
    `strictness: ${strictness}`,
    ...lines,
  ].join("\n");

describeWithTerraform("what is emitted, applied for real and read back", () => {
  let emulator: Emulator;
  beforeAll(async () => {
    emulator = await startEmulator();
  });
  beforeEach(() => emulator.reset());
  afterAll(() => emulator.stop());

  it("seattle, the README's example: roles, things, certificates, policy, and all gone after destroy", async () => {
    const { spec: text, files } = fixture("seattle");
    const out = await compiled(text, files);
    const workspace = await applied(emulator, out);

    const role = await readRole(emulator);
    const [trust, permissions] = reviewPolicies(out);
    expect(role).toEqual({
      arn: `arn:aws:iam::123456789012:role/service-role/${APPLIANCE_ROLE}`,
      boundary: undefined,
      tags: { "managed-by": "panorama-compile", owner: "seattle-it" },
      trust,
      attached: [],
      inline: { "panorama-appliance": permissions },
    });
    expect(await serviceLinkedRoles(emulator)).toHaveLength(1);

    const things = iot(emulator);
    const thing = await things.send(new DescribeThingCommand({ thingName: "panorama-dock-1" }));
    expect(thing).toMatchObject({ attributes: { floor: "2" } });
    const { principals = [] } = await things.send(
      new ListThingPrincipalsCommand({ thingName: "panorama-dock-1" }),
    );
    const outputs = await workspace.outputs("seattle-us-east-1");
    expect(outputs).toMatchObject({
      thing_arns: { "dock-1": thing.thingArn },
      certificate_arns: { "dock-1": principals[0] },
    });
    expect(await workspace.outputs("seattle-iam")).toMatchObject({ appliance_role_arn: role.arn });

    const certificateId = principals[0]?.split("/").pop();
    const { certificateDescription } = await things.send(new DescribeCertificateCommand({ certificateId }));
    expect(certificateDescription?.status).toBe("ACTIVE");
    const attached = await things.send(new ListAttachedPoliciesCommand({ target: principals[0] }));
    expect(attached.policies?.map(({ policyName }) => policyName)).toEqual(["panorama-us-east-1-appliance"]);
    const { policyDocument } = await things.send(
      new GetPolicyCommand({ policyName: "panorama-us-east-1-appliance" }),
    );
    expect(canonical(JSON.parse(policyDocument ?? ""))).toEqual(
      canonical({
        Version: "2012-10-17",
        Statement: [
          {
            Sid: "ConnectAsAttachedThing",
            Effect: "Allow",
            Action: "iot:Connect",
            Resource: "arn:aws:iot:us-east-1:123456789012:client/${iot:Connection.Thing.ThingName}",
            Condition: { Bool: { "iot:Connection.Thing.IsAttached": "true" } },
          },
          {
            Sid: "OwnJobsAndShadow",
            Effect: "Allow",
            Action: ["iot:Publish", "iot:Receive"],
            Resource:
              "arn:aws:iot:us-east-1:123456789012:topic/$aws/things/${iot:Connection.Thing.ThingName}/*",
          },
          {
            Sid: "OwnSubscriptions",
            Effect: "Allow",
            Action: "iot:Subscribe",
            Resource:
              "arn:aws:iot:us-east-1:123456789012:topicfilter/$aws/things/${iot:Connection.Thing.ThingName}/*",
          },
        ],
      }),
    );

    // No private key anywhere near: neither in the output nor in the state.
    const everything = JSON.stringify([filesIn(out), await workspace.state("seattle-us-east-1")]);
    expect(everything).toContain("CERTIFICATE REQUEST");
    expect(everything).not.toContain("PRIVATE KEY");

    await destroyed(workspace, out);
    expect((await things.send(new ListThingsCommand({}))).things).toEqual([]);
    await expect(iam(emulator).send(new GetRoleCommand({ RoleName: APPLIANCE_ROLE }))).rejects.toThrow(
      "not found",
    );
    expect(await serviceLinkedRoles(emulator)).toEqual([]);
    await workspace.dispose();
  });

  it("each rung's trust policy; account and device with one appliance are the guide's own examples", async () => {
    const allow = {
      Effect: "Allow",
      Principal: { Service: "panorama.amazonaws.com" },
      Action: "sts:AssumeRole",
    };
    const account = { StringEquals: { "aws:SourceAccount": "123456789012" } };
    const like = (arn: string) => ({ ArnLike: { "aws:SourceArn": arn }, ...account });
    const appliances =
      "roles: { serviceLinked: omit }\nappliances: [{ name: dock-1, deviceId: device-lk7exmplpvcr3heqwjmesw76ky }]";
    const rungs = [
      { strictness: "service", statement: allow },
      { strictness: "account", statement: { ...allow, Condition: account } },
      {
        strictness: "region",
        statement: { ...allow, Condition: like("arn:aws:panorama:us-east-1:123456789012:device/*") },
      },
      { strictness: "device", statement: { ...allow, Condition: like(DOCK_1) } },
    ];
    const first = await compiled(spec("service", appliances));
    const workspace = await applied(emulator, first);
    for (const { strictness, statement } of rungs) {
      const out = await compiled(spec(strictness, appliances));
      await workspace.replaceOutput(out);
      await workspace.apply("live-iam");
      expect((await readRole(emulator)).trust).toEqual({ Version: "2012-10-17", Statement: [statement] });
      expect(await workspace.plan("live-iam")).toMatchObject({ changed: false });
    }
    // device, with more appliances than the quota takes and overflow: region, is the rung region.
    const overflow = fixture("overflow").spec.replace(
      "roles: { appliance",
      "name: live\nroles: { serviceLinked: omit, appliance",
    );
    await workspace.replaceOutput(await compiled(overflow));
    await workspace.apply("live-iam");
    expect((await readRole(emulator)).trust).toEqual(
      canonical({
        Version: "2012-10-17",
        Statement: [{ ...allow, Condition: like("arn:aws:panorama:us-east-1:123456789012:device/*") }],
      }),
    );
    await workspace.dispose();
  });

  it("permissions and boundary; what was attached by hand goes; a change of rung changes the role in place", async () => {
    const boundary = await policyNamed(emulator, "boundary");
    const managed = await compiled(
      spec("account", `roles: { serviceLinked: omit, appliance: { permissionsBoundary: "${boundary}" } }`),
    );
    const workspace = await applied(emulator, managed);
    expect(await readRole(emulator)).toMatchObject({ attached: [MANAGED], inline: {}, boundary });

    const scoped = await compiled(
      spec("account", "roles: { serviceLinked: omit, appliance: { permissions: scoped } }"),
    );
    await workspace.replaceOutput(scoped);
    const { actions } = await workspace.plan("live-iam");
    expect(
      actions.filter(({ actions: what }) => what.includes("delete")).map(({ address }) => address),
    ).toEqual(["aws_iam_role_policy_attachment.appliance-managed"]);
    await workspace.apply("live-iam");
    const [, permissions] = reviewPolicies(scoped);
    expect(await readRole(emulator)).toMatchObject({
      attached: [],
      inline: { "panorama-appliance": permissions },
      boundary: undefined,
    });
    expect(await workspace.plan("live-iam")).toMatchObject({ changed: false });

    await attachByHand(emulator, await policyNamed(emulator, "by-hand"));
    expect((await workspace.plan("live-iam")).actions.map(({ address }) => address)).toEqual([
      "aws_iam_role_policy_attachments_exclusive.appliance",
    ]);
    await workspace.apply("live-iam");
    expect(await readRole(emulator)).toMatchObject({ attached: [] });
    await workspace.dispose();
  });

  it("every field: types, attributes, tags, names that need care, a certificate by ARN, S3 states", async () => {
    const { spec: text, files } = fixture("everything");
    await makeBucket(emulator, "acme-tfstate");
    const arn = await certificateByHand(emulator, "ca-central-1", files["csr/gate.pem"] ?? "");
    await policyNamed(emulator, "edge-boundary");
    const out = await compiled(
      text.replace(/arn:aws:iot:\S+/, arn).replace("serviceLinked: create", "serviceLinked: omit"),
      files,
    );
    const workspace = await applied(emulator, out);

    const things = iot(emulator, "ca-central-1");
    const second = await things.send(new DescribeThingCommand({ thingName: "panorama_2nd_Thing_0a1b2c3d" }));
    expect(second.attributes).toEqual({ floor: "2", "zone.a/b": "x=1[2]:#@,_-" });
    const gate = await things.send(new DescribeThingCommand({ thingName: "panorama-gate:north" }));
    expect(gate.thingTypeName).toBe("panorama:appliance");
    expect(
      await things.send(new DescribeThingTypeCommand({ thingTypeName: "panorama-plain" })),
    ).toMatchObject({ thingTypeName: "panorama-plain" });
    const { principals } = await things.send(
      new ListThingPrincipalsCommand({ thingName: "panorama_2nd_Thing_0a1b2c3d" }),
    );
    expect(principals).toEqual([arn]);
    expect(await readRole(emulator)).toMatchObject({
      arn: `arn:aws:iam::123456789012:role/service-role/edge/${APPLIANCE_ROLE}`,
      boundary: "arn:aws:iam::123456789012:policy/edge-boundary",
      tags: {
        "//": "a comment to nobody",
        Größe: "10 µm",
        "managed-by": "platform: edge",
        owner: "edge-team",
      },
      trust: reviewPolicies(out)[0],
    });
    const bucket = await (await fetch(`${emulator.url}/acme-tfstate`)).text();
    for (const stack of orderOf(out)) expect(bucket).toContain(`<Key>panorama/edge/${stack}</Key>`);
    await destroyed(workspace, out);
    const { certificateDescription } = await things.send(
      new DescribeCertificateCommand({ certificateId: arn.split("/").pop() }),
    );
    expect(certificateDescription, "a certificate that was there before stays").toBeDefined();
    await workspace.dispose();
  });

  it("a certificate on the wider rungs reaches any panorama thing; the sizes in review.md are AWS's", async () => {
    const { spec: text, files } = fixture("service");
    const out = await compiled(text, files);
    const workspace = await applied(emulator, out);
    const { policyDocument = "" } = await iot(emulator).send(
      new GetPolicyCommand({ policyName: "panorama-us-east-1-appliance" }),
    );
    expect(policyDocument).toContain('"arn:aws:iot:us-east-1:123456789012:client/panorama*"');
    expect(policyDocument).not.toContain("ThingName");
    const state = JSON.stringify(await workspace.state("as-the-console-iam"));
    const minified = /"minified_json":("(?:[^"\\]|\\.)*")/.exec(state)?.[1] ?? '""';
    const size = (JSON.parse(minified) as string).replace(/\s/g, "").length;
    expect(filesIn(out)["review.md"]).toContain(`(${size} of 2048 characters)`);
    await workspace.dispose();
  });

  it("what changes over time changes in place, and only what must be replaced is", async () => {
    const { spec: text, files } = fixture("seattle");
    const quiet = text.replace("strictness", "roles: { serviceLinked: omit }\nstrictness");
    const workspace = await applied(emulator, await compiled(quiet, files));
    const planned = async (changed: string, changedFiles = files) => {
      await workspace.replaceOutput(await compiled(changed, changedFiles));
      const { actions } = await workspace.plan("seattle-us-east-1");
      return actions.map(({ address, actions: what }) => `${address} ${what.join("+")}`).sort();
    };

    // Another rung: the policy in place, no certificate touched.
    const wider = quiet.replace("strictness: device ", "strictness: region ");
    expect(await planned(wider)).toEqual(["aws_iot_policy.appliance update"]);
    await workspace.apply("seattle-us-east-1");
    expect((await workspace.plan("seattle-us-east-1")).changed).toBe(false);

    // Another request: that certificate and its two attachments, nothing of the other appliance.
    const gate = fixture("everything").files["csr/gate.pem"] ?? "";
    expect(await planned(wider, { ...files, "csr/dock-1.pem": gate })).toEqual([
      expect.stringMatching(/^aws_iot_certificate\.dock-1 (create\+delete|delete\+create)$/),
      expect.stringMatching(/^aws_iot_policy_attachment\.dock-1 (create\+delete|delete\+create)$/),
      expect.stringMatching(/^aws_iot_thing_principal_attachment\.dock-1 (create\+delete|delete\+create)$/),
    ]);

    // One appliance less, then none: the stack of the Region stays, and takes them away.
    const one = quiet.replace(/ {2}- name: dock-2[\s\S]*?(?=\ntags)/, "");
    expect(await planned(one)).toContain("aws_iot_thing.dock-2 delete");
    const none = wider.replace(/appliances:[\s\S]*?(?=tags)/, "");
    await workspace.replaceOutput(await compiled(none));
    await workspace.apply("seattle-us-east-1");
    expect((await iot(emulator).send(new ListThingsCommand({}))).things).toEqual([]);
    expect((await workspace.plan("seattle-us-east-1")).changed).toBe(false);
    await workspace.dispose();
  });

  it("the commands that findings print: a stack that goes is destroyed, a renamed document keeps its resources", async () => {
    const plain = (name: string, region: string) =>
      spec(
        "account",
        "roles: { serviceLinked: omit, appliance: { permissions: scoped } }",
        "appliances: [{ name: dock, thingType: panorama-dock, certificate: { csr: dock.pem } }]",
        "jobs: [{ name: reboot, document: { operation: reboot }, targets: { all: true } }]",
      )
        .replace("name: live", `name: ${name}`)
        .replace("us-east-1", region);
    const csr = fixture("seattle").files["csr/dock-1.pem"] ?? "";
    const folder = temporaryFolder({ "spec.yaml": plain("live", "us-east-1"), "dock.pem": csr });
    const compile = async (out: string) => (await runIn(folder, ["spec.yaml", "--out", out])).err;
    await compile("out");
    const workspace = await applied(emulator, join(folder, "out"));
    const inShell = (commands: string, cwd: string) => workspace.shell(commands, join(workspace.folder, cwd));
    const commandsOf = (err: string) =>
      [...err.matchAll(/^ {10}(terraform .*)$/gm)].map(([, command]) => command).join(" && ");

    writeFile(join(folder, "spec.yaml"), plain("moved", "us-east-1"));
    const renamed = await compile("out");
    expect(renamed).toContain("warning document-renamed");
    await workspace.replaceOutput(join(folder, "out"));
    await inShell(commandsOf(renamed), "out");
    for (const stack of ["moved-iam", "moved-us-east-1"]) {
      await workspace.init(stack);
      expect(await workspace.plan(stack)).toMatchObject({ changed: false });
    }

    rmSync(join(folder, "out/stacks/live-iam"), { recursive: true });
    rmSync(join(folder, "out/stacks/live-us-east-1"), { recursive: true });
    expect(await compile("out")).not.toContain("document-renamed");
    expect(await compile("out")).not.toContain("live");

    await compile("before");
    writeFile(join(folder, "spec.yaml"), plain("moved", "us-west-2"));
    const going = await compile("out");
    expect(going).toContain("warning stack-goes");
    expect(going).toContain("removed    out/stacks/moved-us-east-1/cdk.tf.json");
    cpSync(join(folder, "before"), join(workspace.folder, "before"), { recursive: true });
    expect((await iot(emulator).send(new ListThingsCommand({}))).things).toHaveLength(1);
    await inShell(commandsOf(going).replaceAll("destroy", "destroy -auto-approve"), ".");
    expect((await iot(emulator).send(new ListThingsCommand({}))).things).toEqual([]);
    await workspace.dispose();
  });

  it("is refused in any other account than the spec's", async () => {
    const out = await compiled(spec("account").replace("123456789012", "999999999999"));
    const workspace = await createWorkspace(emulator, out);
    await workspace.init("live-iam");
    await expect(workspace.plan("live-iam")).rejects.toThrow("AWS account ID not allowed: 123456789012");
    await workspace.dispose();
  });

  it("the same CSR in another encoding changes nothing; an attribute changes in place", async () => {
    const { spec: text, files } = fixture("seattle");
    const workspace = await applied(emulator, await compiled(text, files));
    const pem = files["csr/dock-1.pem"] ?? "";
    const rewrapped = `leading text\r\n${pem.replace(/\n/g, "\r\n").replace("CERTIFICATE", "NEW CERTIFICATE").replace("END CERTIFICATE", "END NEW CERTIFICATE")}`;
    await workspace.replaceOutput(await compiled(text, { ...files, "csr/dock-1.pem": rewrapped }));
    expect(await workspace.plan("seattle-us-east-1")).toMatchObject({ changed: false });
    await workspace.replaceOutput(await compiled(text.replace('floor: "2"', 'floor: "3"'), files));
    expect((await workspace.plan("seattle-us-east-1")).actions).toEqual([
      { address: "aws_iot_thing.dock-1", actions: ["update"] },
    ]);
    expect(await workspace.plan("seattle-iam")).toMatchObject({ changed: false });
    await workspace.dispose();
  });
});

async function serviceLinkedRoles(emulator: Emulator) {
  const { Roles: roles = [] } = await iam(emulator).send(new ListRolesCommand({}));
  return roles.filter(({ Path }) => Path === "/aws-service-role/panorama.amazonaws.com/");
}

async function policyNamed(emulator: Emulator, PolicyName: string): Promise<string> {
  const PolicyDocument = JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: "s3:GetObject", Resource: "*" }],
  });
  const { Policy } = await iam(emulator).send(new CreatePolicyCommand({ PolicyName, PolicyDocument }));
  return Policy?.Arn ?? "";
}

async function attachByHand(emulator: Emulator, PolicyArn: string): Promise<void> {
  await iam(emulator).send(new AttachRolePolicyCommand({ RoleName: APPLIANCE_ROLE, PolicyArn }));
}

async function certificateByHand(
  emulator: Emulator,
  region: string,
  certificateSigningRequest: string,
): Promise<string> {
  const command = new CreateCertificateFromCsrCommand({ certificateSigningRequest, setAsActive: true });
  return (await iot(emulator, region).send(command)).certificateArn ?? "";
}
