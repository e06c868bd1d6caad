import { S3AccessPoint } from "@cdktf/provider-aws/lib/s3-access-point";
import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy";
import { S3BucketPublicAccessBlock } from "@cdktf/provider-aws/lib/s3-bucket-public-access-block";
import { S3BucketServerSideEncryptionConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration";
import { S3BucketVersioningA } from "@cdktf/provider-aws/lib/s3-bucket-versioning";
import { S3ControlAccessPointPolicy } from "@cdktf/provider-aws/lib/s3control-access-point-policy";
import type { Bucket } from "../compiler/model";
import type { Policy } from "../compiler/policies/policy";
import { add, addArns, addImport, addressIn, type Context, reference } from "./parts";
import { addPolicy } from "./policy-document";

const NOTHING_PUBLIC = {
  blockPublicAcls: true,
  blockPublicPolicy: true,
  ignorePublicAcls: true,
  restrictPublicBuckets: true,
} as const;

/** The buckets that Terraform makes in a Region, and the access points on those and on others. */
export function addStorage(context: Context): void {
  const { buckets, accessPoints } = context.model;
  const made = new Map<string, string>();
  for (const bucket of buckets) {
    const { policy } = bucket;
    if (bucket.region === context.stack.region && policy)
      made.set(bucket.name, addBucket(context, bucket, policy));
  }
  const arns: Record<string, string> = {};
  for (const point of accessPoints) {
    if (point.region !== context.stack.region) continue;
    const { name, address, bucket, vpcId, policy } = point;
    const accessPoint = add(context, S3AccessPoint, address, {
      name,
      bucket: made.get(bucket) ?? bucket,
      publicAccessBlockConfiguration: NOTHING_PUBLIC,
      ...(vpcId !== undefined && { vpcConfiguration: { vpcId } }),
    });
    if (point.source === "import") addImport(context, accessPoint, `${context.model.account}:${name}`);
    // The policy's only owner: the access point's own argument `policy` would fight with it.
    const own = add(context, S3ControlAccessPointPolicy, address, {
      accessPointArn: reference(accessPoint, "arn"),
      policy: addPolicy(context, `access-point-${address}`, policy),
    });
    if (point.source === "import" && point.policySource === "import") addImport(context, own, point.arn);
    arns[name] = reference(accessPoint, "arn");
  }
  addArns(context, "access_point_arns", arns);
}

/**
 * An adopted bucket keeps its encryption, which may be by a key of its own. What blocks public access and keeps versions
 * may be missing, where an import would fail, and is set without asking what it was.
 */
function addBucket(context: Context, spec: Bucket, policy: Policy): string {
  const { name, address } = spec;
  const bucket = add(context, S3Bucket, address, { bucket: name });
  const id = reference(bucket, "id");
  const block = add(context, S3BucketPublicAccessBlock, address, { bucket: id, ...NOTHING_PUBLIC });
  const adopted = spec.source === "import";
  if (!adopted) addEncryption(context, id, address);
  add(context, S3BucketVersioningA, address, {
    bucket: id,
    versioningConfiguration: { status: "Enabled" },
  });
  const own = add(context, S3BucketPolicy, address, {
    bucket: id,
    policy: addPolicy(context, `bucket-${address}`, policy),
  });
  own.dependsOn = [addressIn(block)]; // S3 refuses to change both at once
  if (adopted) addImport(context, bucket, name);
  if (adopted && spec.policySource === "import") addImport(context, own, name);
  return id;
}

function addEncryption(context: Context, id: string, address: string): void {
  add(context, S3BucketServerSideEncryptionConfigurationA, address, {
    bucket: id,
    rule: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }],
  });
}
