import type { Policy, Statement } from "./policy";
import { readsSecrets, type SecretScope } from "./secrets";
import { type AccessPointScope, declaredReads } from "./storage";

/**
 * The AWS managed policy of the appliance role. The Panorama guide links it under policy/aws-service-role/,
 * where there is none; policy/service-role/ is its real path (the IAM managed policy reference).
 */
export const MANAGED_POLICY_ARN =
  "arn:aws:iam::aws:policy/service-role/AWSPanoramaApplianceServiceRolePolicy";

/** The inline policy of a role in quarantine: a Deny wins over whatever else is attached. */
export const NO_PERMISSIONS: Policy = {
  statements: [{ sid: "Quarantined", effect: "Deny", actions: ["*"], resources: ["*"] }],
};

/** What the appliance role's inline policy is made of. */
export interface PermissionsInput {
  readonly account: string;
  /** Whether it stands in for the managed policy. */
  readonly scoped: boolean;
  /** The Regions of the appliances. */
  readonly regions: readonly string[];
  readonly accessPoints: readonly AccessPointScope[];
  /** The secrets that it may read. */
  readonly secrets: readonly SecretScope[];
}

/** The appliance role's inline policy, or undefined where the managed policy is all that it has. */
export function inlinePermissions(input: PermissionsInput): Policy | undefined {
  const statements = [
    ...(input.scoped
      ? [...scopedPermissions(input.account, input.regions), ...declaredReads(input.accessPoints)]
      : []),
    ...readsSecrets(input.account, input.secrets),
  ];
  return statements.length > 0 ? { statements } : undefined;
}

/**
 * The managed policy's actions, on this account's logs in these Regions and on the access points that Panorama
 * itself keeps for this account: it made them in accounts of its own, the customer's id in their names.
 * The managed policy's v5: https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSPanoramaApplianceServiceRolePolicy.html
 */
function scopedPermissions(account: string, regions: readonly string[]): Statement[] {
  const logs = (pattern: string) =>
    regions.map((region) => `arn:aws:logs:${region}:${account}:log-group:${pattern}`);
  const accessPoints = regions.map((region) => `arn:aws:s3:${region}:*:accesspoint/panorama-${account}-*`);
  return [
    {
      sid: "DeviceLogGroups",
      effect: "Allow",
      actions: ["logs:CreateLogGroup"],
      resources: [...logs("/aws/panorama/devices/*"), ...logs("/aws/panorama_device*")],
    },
    {
      sid: "DeviceLogStreams",
      effect: "Allow",
      actions: ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
      resources: [...logs("/aws/panorama/devices/*"), ...logs("/aws/panorama_device*:log-stream:*")],
    },
    {
      sid: "DeviceMetrics",
      effect: "Allow",
      actions: ["cloudwatch:PutMetricData"],
      resources: ["*"],
      conditions: [
        { test: "StringEquals", variable: "cloudwatch:namespace", values: ["PanoramaDeviceMetrics"] },
      ],
    },
    {
      // S3 asks the buckets behind an access point too; the condition keeps them to these access points.
      sid: "PanoramaArtifacts",
      effect: "Allow",
      actions: ["s3:GetObject", "s3:GetObjectVersion", "s3:ListBucket"],
      resources: [
        ...accessPoints,
        "arn:aws:s3:::*-application-payload-store-*",
        "arn:aws:s3:::*-nodepackage-store-*",
      ],
      conditions: [{ test: "ArnLike", variable: "s3:DataAccessPointArn", values: accessPoints }],
    },
  ];
}
