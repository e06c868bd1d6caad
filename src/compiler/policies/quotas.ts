import type { Model } from "../model";
import { type Policy, policySize } from "./policy";
import { thingPolicy } from "./thing";

/** A policy whose size AWS limits. The trust policy is not among them: a spec can say what its quota is. */
export interface LimitedPolicy {
  readonly of: "role" | "thing" | "accessPoint" | "bucket";
  /** The name of the role, access point or bucket that it belongs to; of an IoT policy, its Region. */
  readonly name: string;
  /** Where the spec says so. */
  readonly path: readonly (string | number)[];
  readonly policy: Policy;
  readonly size: number;
  readonly quota: number;
}

/**
 * In characters without white space, of which there is none in what is emitted.
 * IAM, the sum of a role's inline policies: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 * AWS IoT: https://docs.aws.amazon.com/general/latest/gr/iot-core.html#security-limits
 * S3, 20 KB each: https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-restrictions-limitations-naming-rules.html
 * and https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-policies.html
 */
export const QUOTAS = { role: 10_240, thing: 2_048, accessPoint: 20_480, bucket: 20_480 } as const;

/** Every policy of a document that has such a quota. */
export function limitedPolicies(model: Model): LimitedPolicy[] {
  const { strictness, account, roles, appliances, accessPoints, buckets } = model;
  const { name: role, inline } = roles.appliance;
  const certified = appliances.filter(({ certificate }) => certificate !== undefined);
  const thingPolicies = [...new Set(certified.map(({ region }) => region))].flatMap((region) =>
    limited("thing", region, ["appliances"], thingPolicy(strictness, account, region)),
  );
  return [
    ...limited("role", role, ["roles", "appliance"], inline?.policy),
    ...thingPolicies,
    ...accessPoints.flatMap(({ name, path, policy }) => limited("accessPoint", name, path, policy)),
    ...buckets.flatMap(({ name, path, policy }) => limited("bucket", name, path, policy)),
  ];
}

function limited(
  of: LimitedPolicy["of"],
  name: string,
  path: LimitedPolicy["path"],
  policy: Policy | undefined,
): LimitedPolicy[] {
  return policy === undefined
    ? []
    : [{ of, name, path, policy, size: policySize(policy), quota: QUOTAS[of] }];
}
