import type { AccessPoint, Bucket } from "../model";
import { addressOf } from "../names";
import { accessPointArn, accessPointPolicy, bucketPolicy } from "../policies/storage";
import type * as Spec from "../spec.generated";

/** The access points, each in its bucket's Region unless it says another, which a check refuses. */
export function accessPointsOf(spec: Spec.Spec, roleArn: string): AccessPoint[] {
  const { account, strictness } = spec;
  const quarantined = spec.lifecycle === "quarantined";
  // Of doubles, which are a finding, the first one counts.
  const regions = new Map((spec.buckets ?? []).toReversed().map(({ name, region }) => [name, region]));
  return (spec.accessPoints ?? []).map((point, index) => {
    const { name, bucket, prefix = "", vpcId } = point;
    const region = point.region ?? regions.get(bucket) ?? account.region;
    const arn = accessPointArn(region, account.id, name);
    return {
      path: ["accessPoints", index],
      name,
      address: addressOf(name),
      region,
      source: point.source ?? "create",
      policySource: point.policy ?? "import",
      arn,
      bucket,
      prefix,
      vpcId,
      policy: accessPointPolicy(
        { arn, bucket, prefix },
        { roleArn, account: account.id, strictness, quarantined },
      ),
    };
  });
}

export function bucketsOf(spec: Spec.Spec, accessPoints: readonly AccessPoint[], roleArn: string): Bucket[] {
  return (spec.buckets ?? []).map((bucket, index) => {
    const { name, source = "existing" } = bucket;
    const points = accessPoints.filter((point) => point.bucket === name);
    return {
      path: ["buckets", index],
      name,
      address: addressOf(name),
      region: bucket.region ?? spec.account.region,
      source,
      policy: source === "existing" ? undefined : bucketPolicy(name, points, roleArn),
      policySource: bucket.policy ?? "import",
    };
  });
}
