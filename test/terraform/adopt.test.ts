import { readFileSync } from "node:fs";
import { join } from "node:path";
import {
  DescribeCertificateCommand,
  DescribeThingCommand,
  DescribeThingTypeCommand,
  ListAttachedPoliciesCommand,
  ListThingPrincipalsCommand,
  ListThingsCommand,
} from "@aws-sdk/client-iot";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { manual } from "../../src/compiler/explain";
import { filesIn, temporaryFolder } from "../support/folders";
import { runIn } from "../support/run";
import { awsCli, iot } from "./aws";
import {
  ACCOUNT,
  KEY,
  MANAGED,
  makeAccessPoint,
  makeAppliance,
  makeApplianceRole,
  makeIotPolicy,
  makeSecret,
  makeServiceLinkedRole,
  makeThingType,
  makeUsedBucket,
} from "./console-account";
import { type Emulator, startEmulator } from "./emulator";
import { describeWithTerraform } from "./engine";
import { APPLIANCE_ROLE, compiled, destroyed, orderOf, readRole, reviewPolicies } from "./live";
import { type Plan, plannedLines } from "./plan";
import { createWorkspace, type Variables, type Workspace } from "./workspace";

const CSR = readFileSync(join(import.meta.dirname, "../../fixtures/ok/seattle/csr/dock-1.pem"), "utf8");
const SLR = `arn:aws:iam::${ACCOUNT}:role/aws-service-role/panorama.amazonaws.com/AWSServiceRoleForAWSPanorama`;
const STORE = "acme-nodepackage-store-1";
const PLAIN = "acme-nodepackage-store-2";
const VALUE = '{"username":"admin","password":"camera"}';

describeWithTerraform("what the console and AWS Panorama left, adopted for real", () => {
  let emulator: Emulator;
  beforeAll(async () => {
    emulator = await startEmulator();
  });
  beforeEach(() => emulator.reset());
  afterAll(() => emulator.stop());

  const cli = (...args: string[]) => awsCli(emulator, "us-east-1", args);
  const policiesOf = async (target: string) => {
    const { policies = [] } = await iot(emulator).send(new ListAttachedPoliciesCommand({ target }));
    return policies.map(({ policyName }) => policyName).sort();
  };
  const statusOf = async (arn: string) => {
    const certificateId = arn.split("/")[1];
    const { certificateDescription } = await iot(emulator).send(
      new DescribeCertificateCommand({ certificateId }),
    );
    return certificateDescription?.status;
  };
  const principalsOf = async (thingName: string) =>
    (await iot(emulator).send(new ListThingPrincipalsCommand({ thingName }))).principals;
  const secretValue = async (name: string) =>
    ((await cli("secretsmanager", "get-secret-value", "--secret-id", name)) as { SecretString: string })
      .SecretString;
  const opened = async (out: string): Promise<Workspace> => {
    const workspace = await createWorkspace(emulator, out);
    for (const stack of orderOf(out)) await workspace.init(stack);
    return workspace;
  };

  async function makeAccount() {
    const { boundary, byHand } = await makeApplianceRole(emulator);
    await makeThingType(emulator, "panorama-appliance");
    const dock = await makeAppliance(emulator, "dock-1", "panorama-appliance");
    const gate = await makeAppliance(emulator, "gate");
    await makeIotPolicy(emulator, "panorama-us-east-1-appliance");
    await makeUsedBucket(emulator, STORE, true);
    await makeUsedBucket(emulator, PLAIN, false);
    await makeUsedBucket(emulator, "acme-nodepackage-store-3", true);
    await makeAccessPoint(emulator, "panorama-models", STORE, true);
    await makeAccessPoint(emulator, "panorama-plain", "acme-nodepackage-store-3", false);
    const cameras = await makeSecret(emulator, "panorama/dock-cameras", VALUE);
    const rotated = await makeSecret(emulator, "panorama/gate-cameras", VALUE);
    return { boundary, byHand, dock, gate, cameras, rotated };
  }

  const adopting = (
    strictness: string,
    serviceLinked: string,
    made: Awaited<ReturnType<typeof makeAccount>>,
  ) => `
apiVersion: panorama-compile/v1
name: live
account: { id: "${ACCOUNT}", region: us-east-1, endOfSupport: acknowledged }
strictness: ${strictness}
roles: { serviceLinked: ${serviceLinked}, appliance: { source: import, path: /service-role/ } }
appliances:
  - name: dock-1
    source: import
    thingName: panorama_dock-1_Thing_0a1b2c3d
    deviceId: device-lk7exmplpvcr3heqwjmesw76ky
    thingType: panorama-appliance
    attributes: { floor: "2" }
    certificate: { arn: "${made.dock}" }
  - name: gate                      # with a new certificate beside its old one
    source: import
    thingName: panorama_gate_Thing_0a1b2c3d
    deviceId: device-aaaexmplpvcr3heqwjmesw76ky
    attributes: { floor: "1", rack: b }
    certificate: { csr: gate.pem }
iotPolicies: [{ source: import }]
buckets:
  - { name: ${STORE}, source: import }
  - { name: ${PLAIN}, source: import, policy: create }
  - { name: acme-nodepackage-store-3 }
accessPoints:
  - { name: panorama-models, source: import, bucket: ${STORE}, prefix: models/ }
  - { name: panorama-plain, source: import, policy: create, bucket: acme-nodepackage-store-3 }
secrets:
  - { name: panorama/dock-cameras, source: import, arn: "${made.cameras}" }
  - { name: panorama/gate-cameras, source: import, arn: "${made.rotated}", description: gate, kmsKeyId: "${KEY}", value: variable }
`;

  it("on strictness account: only imports and changes in place, nothing lost, the second plan empty", async () => {
    const made = await makeAccount();
    await makeServiceLinkedRole(emulator);
    const out = await compiled(adopting("account", "import", made), { "gate.pem": CSR });
    const workspace = await opened(out);
    const variables: Variables = { panorama_gate_cameras: "rotated" };

    // The plans: what goes of what was attached by hand shows in the exclusive lists.
    const iamPlan = await workspace.plan("live-iam");
    expect(plannedLines(iamPlan)).toEqual([
      "create aws_iam_role_policy.appliance-permissions",
      "create output.appliance_role_arn",
      "create output.service_linked_role_arn",
      `import aws_iam_role.appliance: ${APPLIANCE_ROLE}`,
      `import aws_iam_role_policies_exclusive.appliance: ${APPLIANCE_ROLE}`,
      `import aws_iam_role_policy_attachment.appliance-managed: ${APPLIANCE_ROLE}/${MANAGED}`,
      `import aws_iam_role_policy_attachments_exclusive.appliance: ${APPLIANCE_ROLE}`,
      `import aws_iam_service_linked_role.panorama: ${SLR}`,
      "update aws_iam_role.appliance: assume_role_policy, description, max_session_duration, tags, tags_all",
      "update aws_iam_role_policies_exclusive.appliance: policy_names",
      "update aws_iam_role_policy_attachments_exclusive.appliance: policy_arns",
      "update aws_iam_service_linked_role.panorama: tags_all",
    ]);
    expect(takenAway(iamPlan, "aws_iam_role_policy_attachments_exclusive.appliance", "policy_arns")).toEqual([
      made.byHand,
    ]);
    expect(takenAway(iamPlan, "aws_iam_role_policies_exclusive.appliance", "policy_names")).toEqual([
      "inline-by-hand",
    ]);
    await workspace.apply("live-iam");

    const planned = plannedLines(await workspace.plan("live-us-east-1", variables));
    expect(planned.filter((line) => !/^(create|import) /.test(line))).toEqual([
      "update aws_iot_policy.appliance: policy, tags_all",
      "update aws_iot_thing.dock-1: attributes",
      "update aws_iot_thing_type.panorama-appliance: tags_all",
      `update aws_s3_bucket.${STORE}: force_destroy, tags, tags_all`,
      `update aws_s3_bucket.${PLAIN}: force_destroy, tags, tags_all`,
      `update aws_s3_bucket_policy.${STORE}: policy`,
      "update aws_s3control_access_point_policy.panorama-models: policy",
      "update aws_secretsmanager_secret.panorama_dock-cameras: force_overwrite_replica_secret, recovery_window_in_days, tags_all",
      "update aws_secretsmanager_secret.panorama_gate-cameras: description, force_overwrite_replica_secret, recovery_window_in_days, tags_all",
    ]);
    expect(planned.filter((line) => /^create (?!output)/.test(line))).toEqual([
      "create aws_iot_certificate.gate",
      "create aws_iot_policy_attachment.dock-1",
      "create aws_iot_policy_attachment.gate",
      "create aws_iot_thing_principal_attachment.dock-1",
      "create aws_iot_thing_principal_attachment.gate",
      `create aws_s3_bucket_policy.${PLAIN}`, // policy: create
      `create aws_s3_bucket_public_access_block.${STORE}`,
      `create aws_s3_bucket_public_access_block.${PLAIN}`,
      `create aws_s3_bucket_versioning.${STORE}`,
      `create aws_s3_bucket_versioning.${PLAIN}`,
      "create aws_s3control_access_point_policy.panorama-plain", // policy: create
      "create aws_secretsmanager_secret_version.panorama_gate-cameras", // value: variable
    ]);
    // What review.md calls adopted is what Terraform imports.
    const listed = [
      ...(filesIn(out)["review.md"] ?? "").matchAll(/^\| `live-us-east-1` \| `(.+)` \| `(.+)` \|$/gm),
    ];
    expect(listed.map(([, to, id]) => `import ${to}: ${id}`).sort()).toEqual(
      planned.filter((line) => line.startsWith("import ")),
    );
    await workspace.apply("live-us-east-1", variables);

    // Read back: the role.
    const [trust, permissions] = reviewPolicies(out);
    expect(await readRole(emulator)).toEqual({
      arn: `arn:aws:iam::${ACCOUNT}:role/service-role/${APPLIANCE_ROLE}`,
      boundary: made.boundary,
      tags: { "managed-by": "panorama-compile" },
      trust,
      attached: [MANAGED],
      inline: { "panorama-appliance": permissions },
    });
    expect(await cli("iam", "get-role", "--role-name", "AWSServiceRoleForAWSPanorama")).toMatchObject({
      Role: { Arn: SLR, Description: expect.stringContaining("AWS Panorama to manage resources") },
    });

    // Certificates keep what AWS Panorama attached to them, and stay as active as they were.
    expect(await policiesOf(made.dock)).toEqual([
      "panorama-us-east-1-appliance",
      "panorama_dock-1_Policy_0a1b2c3d",
    ]);
    expect(await policiesOf(made.gate)).toEqual(["panorama_gate_Policy_0a1b2c3d"]);
    expect([await statusOf(made.dock), await statusOf(made.gate)]).toEqual(["ACTIVE", "ACTIVE"]);
    expect(await principalsOf("panorama_dock-1_Thing_0a1b2c3d")).toEqual([made.dock]);
    expect(await principalsOf("panorama_gate_Thing_0a1b2c3d")).toHaveLength(2);
    const describeType = new DescribeThingTypeCommand({ thingTypeName: "panorama-appliance" });
    expect((await iot(emulator).send(describeType)).thingTypeProperties).toMatchObject({
      thingTypeDescription: "Made by hand",
      searchableAttributes: ["floor"],
    });
    const describeThing = new DescribeThingCommand({ thingName: "panorama_dock-1_Thing_0a1b2c3d" });
    expect(await iot(emulator).send(describeThing)).toMatchObject({
      thingTypeName: "panorama-appliance",
      attributes: { floor: "2" },
    });

    // Secrets keep value, description and key, unless the spec says otherwise.
    expect(await secretValue("panorama/dock-cameras")).toBe(VALUE);
    expect(
      await cli("secretsmanager", "describe-secret", "--secret-id", "panorama/dock-cameras"),
    ).toMatchObject({
      Description: "made by hand",
      KmsKeyId: KEY,
    });
    expect(await secretValue("panorama/gate-cameras")).toBe("rotated");
    expect(
      await cli("secretsmanager", "describe-secret", "--secret-id", "panorama/gate-cameras"),
    ).toMatchObject({
      Description: "gate",
    });
    expect(await cli("s3api", "get-bucket-encryption", "--bucket", STORE)).toMatchObject({
      ServerSideEncryptionConfiguration: {
        Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: "aws:kms" } }],
      },
    });
    // No value of a secret is in an output or a state.
    const everything = JSON.stringify([filesIn(out), await workspace.state("live-us-east-1")]);
    expect(everything).not.toContain("rotated");
    expect(everything).not.toContain('camera\\"');
    for (const stack of orderOf(out))
      expect(plannedLines(await workspace.plan(stack, variables))).toEqual([]);

    // Destroying takes what was adopted, once the certificate that nobody named is off its thing, and no other.
    await expect(workspace.destroy("live-us-east-1", variables)).rejects.toThrow(
      "still attached to one or more principals",
    );
    await cli(
      "iot",
      "detach-thing-principal",
      "--thing-name",
      "panorama_gate_Thing_0a1b2c3d",
      "--principal",
      made.gate,
    );
    await destroyed(workspace, out, variables);
    expect((await iot(emulator).send(new ListThingsCommand({}))).things).toEqual([]);
    expect([await statusOf(made.dock), await statusOf(made.gate)]).toEqual(["ACTIVE", "ACTIVE"]);
    expect(await policiesOf(made.dock)).toEqual(["panorama_dock-1_Policy_0a1b2c3d"]);
    expect(await cli("s3api", "list-buckets", "--query", "Buckets[].Name")).toEqual([
      "acme-nodepackage-store-3",
    ]);
    await expect(cli("iam", "get-role", "--role-name", APPLIANCE_ROLE)).rejects.toThrow("NoSuchEntity");
    await workspace.dispose();
  }, 600_000);

  it("on strictness device: the managed policy goes too, and the certificate that is named is set inactive", async () => {
    const made = await makeAccount();
    const spec = adopting("device", "omit", made).replace(
      /certificate: \{ arn: (.+) \}/,
      "certificate: { arn: $1, status: inactive }",
    );
    const out = await compiled(spec, { "gate.pem": CSR });
    const workspace = await opened(out);
    const variables: Variables = { panorama_gate_cameras: "rotated" };
    const iamPlan = await workspace.plan("live-iam");
    expect(plannedLines(iamPlan).filter((line) => !line.startsWith("import "))).toEqual([
      "create aws_iam_role_policy.appliance-permissions",
      "create output.appliance_role_arn",
      "update aws_iam_role.appliance: assume_role_policy, description, max_session_duration, tags, tags_all",
      "update aws_iam_role_policies_exclusive.appliance: policy_names",
      "update aws_iam_role_policy_attachments_exclusive.appliance: policy_arns",
    ]);
    expect(takenAway(iamPlan, "aws_iam_role_policy_attachments_exclusive.appliance", "policy_arns")).toEqual([
      made.byHand,
      MANAGED,
    ]);
    await workspace.apply("live-iam");
    const regionPlan = await workspace.plan("live-us-east-1", variables);
    expect(regionPlan.actions.filter(({ actions }) => actions.includes("delete"))).toEqual([]);
    expect(plannedLines(regionPlan)).toContain("create terraform_data.certificate-dock-1");
    await workspace.apply("live-us-east-1", variables);

    const [trust, permissions] = reviewPolicies(out);
    expect(await readRole(emulator)).toMatchObject({
      boundary: made.boundary,
      trust,
      attached: [],
      inline: { "panorama-appliance": permissions },
    });
    expect([await statusOf(made.dock), await statusOf(made.gate)]).toEqual(["INACTIVE", "ACTIVE"]);
    for (const stack of orderOf(out))
      expect(plannedLines(await workspace.plan(stack, variables))).toEqual([]);
    await workspace.dispose();
  });

  it("a wrong path would replace the role, which finding and review.md say; the command that they print tells the right one", async () => {
    await makeApplianceRole(emulator, "/");
    const spec = (path: string) => `
apiVersion: panorama-compile/v1
name: live
account: { id: "${ACCOUNT}", region: us-east-1, endOfSupport: acknowledged }
strictness: account
roles: { serviceLinked: omit, appliance: { source: import${path} } }
`;
    const folder = temporaryFolder({ "spec.yaml": spec("") });
    const { code, err } = await runIn(folder, ["spec.yaml", "--out", "out"]);
    expect(code).toBe(0);
    expect(err).toContain("warning role-path-assumed: ");
    const workspace = await opened(join(folder, "out"));
    expect(plannedLines(await workspace.plan("live-iam"))).toContain("replace aws_iam_role.appliance");

    const told = /help: add path: and what this prints: aws (.+)/.exec(err)?.[1] ?? "";
    expect(filesIn(join(folder, "out"))["review.md"]).toContain(`\`aws ${told}\` prints it`);
    // IAM is global; the AWS CLI asks for a Region only because of the emulator's address.
    await workspace.shell(`AWS_DEFAULT_REGION=us-east-1 aws ${told} > told`, workspace.folder);
    const path = readFileSync(join(workspace.folder, "told"), "utf8").trim();
    expect(path).toBe("/");
    await workspace.replaceOutput(await compiled(spec(`, path: ${path}`)));
    const { actions } = await workspace.plan("live-iam");
    expect(actions.filter(({ actions: what }) => what.includes("delete"))).toEqual([]);
    await workspace.apply("live-iam");
    expect(await readRole(emulator)).toMatchObject({ arn: `arn:aws:iam::${ACCOUNT}:role/${APPLIANCE_ROLE}` });
    expect(plannedLines(await workspace.plan("live-iam"))).toEqual([]);
    await workspace.dispose();
  });

  it("the errors that explain quotes are those of an apply that makes what is there, and of a plan that adopts what isn't", async () => {
    const made = await makeAccount();
    await makeServiceLinkedRole(emulator);
    const creating = adopting("account", "create", made)
      .replace("source: import, path: /service-role/", "source: create")
      .replace(/source: import(, policy: create)?/g, "source: create")
      .replace(/arn: "arn:aws:secretsmanager[^"]+"(, )?/g, "")
      .replace("value: variable", "recoveryWindowDays: 7");
    const workspace = await opened(await compiled(creating, { "gate.pem": CSR }));
    const errors = [];
    for (const stack of ["live-iam", "live-us-east-1"])
      errors.push(await workspace.apply(stack).then(String, String));
    const said = errors.join("\n");
    const page = manual.topics.find(({ name }) => name === "already-exists")?.text ?? "";
    for (const words of [
      "EntityAlreadyExists: Role with name AWSPanoramaApplianceServiceRole already exists.",
      "ResourceAlreadyExistsException: Policy cannot be created - name already exists",
      ": BucketAlreadyExists\n",
      "ResourceExistsException: The operation failed because the secret ",
    ]) {
      expect(said, words).toContain(words);
      expect(page, words).toContain(words);
    }
    const missing = adopting("account", "omit", made)
      .replaceAll(", policy: create", "")
      .replace(/certificate: .*\n/g, "\n")
      .replace("iotPolicies: [{ source: import }]\n", "")
      .replace(", value: variable", "");
    await workspace.replaceOutput(await compiled(missing));
    await expect(workspace.plan("live-us-east-1")).rejects.toThrow(
      /Cannot import non-existent remote object/,
    );
    await workspace.dispose();
  });
});

/** What a plan takes out of a list of a resource, sorted. */
function takenAway({ json }: Plan, address: string, name: string): unknown[] {
  const change = json?.resource_changes?.find((one) => one.address === address)?.change;
  const [before, after] = [change?.before?.[name], change?.after?.[name]];
  const left: readonly unknown[] = Array.isArray(after) ? after : [];
  return Array.isArray(before) ? before.filter((value) => !left.includes(value)).sort() : [];
}
