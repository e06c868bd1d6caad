import type { AccessPoint, Bucket } from "../model";
import { addressOf } from "../names";
import { accessPointArn, accessPointPolicy, bucketPolicy } from "../policies/storage";
import type * as Spec from "../spec.generated";

/** The access points, each in its bucket's Region unless it says another, which a check refuses. */
export function accessPointsOf(spec: Spec.Spec, roleArn: string): AccessPoint[] {
  const { account, strictness } = spec;
  // Of doubles, which are a finding, the first one counts.
  const regions = new Map((spec.buckets ?? []).toReversed().map(({ name, region }) => [name, region]));
  return (spec.accessPoints ?? []).map(({ name, bucket, prefix = "", vpcId, region: own }, index) => {
    const region = own ?? regions.get(bucket) ?? account.region;
    const arn = accessPointArn(region, account.id, name);
    const policy = accessPointPolicy({ arn, bucket, prefix }, roleArn, account.id, strictness);
    const path = ["accessPoints", index];
    return { path, name, address: addressOf(name), region, arn, bucket, prefix, vpcId, policy };
  });
}

export function bucketsOf(spec: Spec.Spec, accessPoints: readonly AccessPoint[], roleArn: string): Bucket[] {
  return (spec.buckets ?? []).map((bucket, index) => {
    const { name } = bucket;
    const created = bucket.source === "create";
    const points = accessPoints.filter((point) => point.bucket === name);
    return {
      path: ["buckets", index],
      name,
      address: addressOf(name),
      region: bucket.region ?? spec.account.region,
      created,
      policy: created ? bucketPolicy(name, points, roleArn) : undefined,
    };
  });
}
