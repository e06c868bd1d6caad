import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { policyDocument } from "../../src/compiler/policies/policy";
import { filesIn } from "../support/folders";
import { modelOf } from "../support/model";
import { awsCli } from "./aws";
import { type Emulator, startEmulator } from "./emulator";
import { describeWithTerraform } from "./engine";
import { applied, canonical, compiled, destroyed, readRole, reviewPolicies } from "./live";

const FIXTURES = join(import.meta.dirname, "../../fixtures/ok");
const specOf = (name: string): string => filesIn(join(FIXTURES, name))["spec.yaml"] ?? "";

const ACCOUNT = "123456789012";
const STORE = "acme-nodepackage-store-123456789012";
const WEST = "acme.application-payload-store-west";
const NOTHING_PUBLIC = {
  BlockPublicAcls: true,
  IgnorePublicAcls: true,
  BlockPublicPolicy: true,
  RestrictPublicBuckets: true,
};

describeWithTerraform("buckets and access points, applied for real and read back", () => {
  let emulator: Emulator;
  beforeAll(async () => {
    emulator = await startEmulator();
  });
  beforeEach(() => emulator.reset());
  afterAll(() => emulator.stop());

  const s3 = (region: string, command: string, bucket: string) =>
    awsCli(emulator, region, ["s3api", command, "--bucket", bucket]);
  const accessPoint = (region: string, command: string, name: string) =>
    awsCli(emulator, region, ["s3control", command, "--account-id", ACCOUNT, "--name", name]);
  const bucketPolicy = async (region: string, bucket: string) =>
    parsed(await s3(region, "get-bucket-policy", bucket));
  const accessPointPolicy = async (region: string, name: string) =>
    parsed(await accessPoint(region, "get-access-point-policy", name));
  const bucketNames = async () => {
    const { Buckets: buckets } = (await awsCli(emulator, "us-east-1", ["s3api", "list-buckets"])) as {
      Buckets: { Name: string }[];
    };
    return buckets.map(({ Name }) => Name).sort();
  };
  const accessPointNames = async (region: string) => {
    const args = ["s3control", "list-access-points", "--account-id", ACCOUNT];
    const { AccessPointList: list = [] } = (await awsCli(emulator, region, args)) as {
      AccessPointList?: { Name: string }[];
    };
    return list.map(({ Name }) => Name).sort();
  };
  const makeExisting = (region: string, bucket: string) =>
    awsCli(emulator, region, [
      "s3api",
      "create-bucket",
      "--bucket",
      bucket,
      "--create-bucket-configuration",
      `LocationConstraint=${region}`,
    ]);

  it("the managed policy, two Regions: all of a bucket and its access points, and all gone after destroy", async () => {
    const text = specOf("storage");
    const model = modelOf(text);
    await makeExisting("us-west-2", WEST);
    const out = await compiled(text);
    const workspace = await applied(emulator, out);

    // The buckets.
    for (const { name, region, policy } of model.buckets.filter(({ source }) => source !== "existing")) {
      expect(await s3(region, "get-public-access-block", name)).toEqual({
        PublicAccessBlockConfiguration: NOTHING_PUBLIC,
      });
      expect(await s3(region, "get-bucket-encryption", name)).toMatchObject({
        ServerSideEncryptionConfiguration: {
          Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: "AES256" } }],
        },
      });
      expect(await s3(region, "get-bucket-versioning", name)).toMatchObject({ Status: "Enabled" });
      expect(await bucketPolicy(region, name)).toEqual(canonical(policy && policyDocument(policy)));
      expect(await s3(region, "get-bucket-tagging", name)).toMatchObject({
        TagSet: expect.arrayContaining([{ Key: "owner", Value: "edge-team" }]),
      });
    }
    await expect(
      s3("us-west-2", "get-bucket-policy", WEST),
      "an existing bucket stays as it is",
    ).rejects.toThrow("NoSuchBucketPolicy");

    // The access points: what review.md shows is what S3 has.
    const [, ...shown] = reviewPolicies(out);
    expect(shown).toHaveLength(3);
    for (const [index, { name, region, bucket, vpcId }] of model.accessPoints.entries()) {
      expect(await accessPointPolicy(region, name)).toEqual(shown[index]);
      expect(await accessPoint(region, "get-access-point", name)).toMatchObject({
        Name: name,
        Bucket: bucket,
        NetworkOrigin: vpcId === undefined ? "Internet" : "VPC",
        ...(vpcId !== undefined && { VpcConfiguration: { VpcId: vpcId } }),
        PublicAccessBlockConfiguration: NOTHING_PUBLIC,
      });
    }
    expect(await accessPointNames("us-east-1")).toEqual(["panorama-everything", "panorama-models"]);
    expect(await workspace.outputs("storage-us-east-1")).toMatchObject({
      access_point_arns: Object.fromEntries(
        model.accessPoints.filter(({ region }) => region === "us-east-1").map(({ name, arn }) => [name, arn]),
      ),
    });

    // The sizes in review.md are those of what was sent.
    const state = await workspace.state("storage-us-east-1");
    const sizes = (state.values?.root_module.resources ?? [])
      .filter(({ type }) => /^aws_s3(_bucket|control_access_point)_policy$/.test(type))
      .map(({ values }) => String(values.policy).length);
    expect(sizes).toHaveLength(3);
    for (const size of sizes) expect(filesIn(out)["review.md"]).toContain(`${size} of 20480`);

    // A policy has one owner.
    for (const [path, json] of Object.entries(filesIn(out))) {
      if (!path.endsWith("cdk.tf.json")) continue;
      const { resource = {} } = JSON.parse(json) as { resource?: Record<string, Record<string, object>> };
      const points = resource.aws_s3_access_point ?? {};
      for (const point of Object.values(points)) expect(Object.keys(point)).not.toContain("policy");
      expect(Object.keys(resource.aws_s3control_access_point_policy ?? {})).toEqual(Object.keys(points));
    }

    await destroyed(workspace, out);
    expect(await accessPointNames("us-east-1")).toEqual([]);
    expect(await accessPointNames("us-west-2")).toEqual([]);
    expect(await bucketNames(), "an existing bucket stays").toEqual([WEST]);
    await workspace.dispose();
  });

  it("what changes over time changes in place, but for an access point's VPC", async () => {
    const text = specOf("storage");
    await makeExisting("us-west-2", WEST);
    const workspace = await applied(emulator, await compiled(text));

    // Another prefix: policies in place, and nothing of the other Region.
    const planned = async (changed: string, stack = "storage-us-east-1") => {
      await workspace.replaceOutput(await compiled(changed));
      const { actions } = await workspace.plan(stack);
      return actions.map(({ address, actions: what }) => `${address} ${what.join("+")}`).sort();
    };
    const otherPrefix = text.replace("models/v1.0_a=b/", "models/v2/");
    expect(await planned(otherPrefix)).toEqual([
      `aws_s3_bucket_policy.${STORE} update`,
      "aws_s3control_access_point_policy.panorama-models update",
    ]);
    expect(await planned(otherPrefix, "storage-us-west-2")).toEqual([]);
    await workspace.apply("storage-us-east-1");
    expect(JSON.stringify(await accessPointPolicy("us-east-1", "panorama-models"))).toContain(
      "accesspoint/panorama-models/object/models/v2/*",
    );
    expect(await workspace.plan("storage-us-east-1")).toMatchObject({ changed: false });

    // Another VPC: AWS can't change it, so the access point is made again, and its policy with it.
    const otherVpc = otherPrefix.replace("vpc-0abc1234def567890", "vpc-1234abcd");
    expect(await planned(otherVpc)).toEqual([
      "aws_s3_access_point.panorama-models delete+create",
      "aws_s3control_access_point_policy.panorama-models delete+create",
    ]);
    await workspace.apply("storage-us-east-1");
    expect(await accessPoint("us-east-1", "get-access-point", "panorama-models")).toMatchObject({
      VpcConfiguration: { VpcId: "vpc-1234abcd" },
    });
    expect(await accessPointPolicy("us-east-1", "panorama-models")).toMatchObject({ Version: "2012-10-17" });
    expect(await workspace.plan("storage-us-east-1")).toMatchObject({ changed: false });

    // One access point more: the bucket's policy changes in place, before anybody could read through it.
    const oneMore = otherVpc.replace(
      "accessPoints:",
      `accessPoints:\n  - { name: panorama-logs, bucket: ${STORE}, prefix: logs/ }`,
    );
    expect(await planned(oneMore)).toEqual([
      "aws_s3_access_point.panorama-logs create",
      `aws_s3_bucket_policy.${STORE} update`,
      "aws_s3control_access_point_policy.panorama-logs create",
    ]);
    await workspace.apply("storage-us-east-1");
    expect(await bucketPolicy("us-east-1", STORE)).toEqual(
      canonical(policyDocument(modelOf(oneMore).buckets[0]?.policy ?? { statements: [] })),
    );
    expect(await workspace.plan("storage-us-east-1")).toMatchObject({ changed: false });

    await workspace.dispose();
  });

  it("a policy of its own: scoped to the declared access points; what somebody changes by hand comes back", async () => {
    await makeExisting("eu-west-1", "0-acme-logs");
    const text = specOf("storage-scoped");
    const out = await compiled(text);
    const workspace = await applied(emulator, out);

    const [, permissions, ...shown] = reviewPolicies(out);
    expect(await readRole(emulator)).toMatchObject({
      attached: [],
      inline: { "panorama-appliance": permissions },
    });
    const points = modelOf(text).accessPoints;
    expect(shown).toHaveLength(points.length);
    for (const [index, { name }] of points.entries())
      expect(await accessPointPolicy("eu-west-1", name)).toEqual(shown[index]);

    // A wider policy put there by hand is a difference, and goes with the next apply.
    const wide = {
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Principal: { AWS: "*" }, Action: "s3:*", Resource: points[0]?.arn }],
    };
    const args = ["--account-id", ACCOUNT, "--name", "panorama-logs", "--policy", JSON.stringify(wide)];
    await awsCli(emulator, "eu-west-1", ["s3control", "put-access-point-policy", ...args]);
    await awsCli(emulator, "eu-west-1", ["s3api", "delete-public-access-block", "--bucket", "acme-models"]);
    const { actions } = await workspace.plan("storage-scoped-eu-west-1");
    expect(actions.map(({ address }) => address).sort()).toEqual([
      "aws_s3_bucket_public_access_block.acme-models",
      "aws_s3control_access_point_policy.panorama-logs",
    ]);
    await workspace.apply("storage-scoped-eu-west-1");
    expect(await accessPointPolicy("eu-west-1", "panorama-logs")).toEqual(shown[0]);
    expect(await s3("eu-west-1", "get-public-access-block", "acme-models")).toEqual({
      PublicAccessBlockConfiguration: NOTHING_PUBLIC,
    });

    // Objects keep a bucket from being destroyed. (The emulator takes the Deny of plain HTTP for one of everything.)
    await s3("eu-west-1", "delete-bucket-policy", "acme-models");
    await awsCli(emulator, "eu-west-1", [
      "s3api",
      "put-object",
      "--bucket",
      "acme-models",
      "--key",
      "models/a",
    ]);
    await expect(workspace.destroy("storage-scoped-eu-west-1")).rejects.toThrow("BucketNotEmpty");
    expect(await bucketNames()).toEqual(["0-acme-logs", "acme-models"]);
    await workspace.dispose();
  });
});

/** The policy in an answer of the AWS CLI. */
function parsed(answer: unknown): unknown {
  const { Policy: text } = answer as { Policy: string };
  return canonical(JSON.parse(text));
}
