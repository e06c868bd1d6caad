import type { Policy } from "./policy";

/**
 * The AWS managed policy of the appliance role. The Panorama guide links it under policy/aws-service-role/,
 * where there is none; policy/service-role/ is its real path (the IAM managed policy reference).
 */
export const MANAGED_POLICY_ARN =
  "arn:aws:iam::aws:policy/service-role/AWSPanoramaApplianceServiceRolePolicy";

/**
 * The managed policy's actions, on this account's logs in these Regions and on the access points that Panorama
 * itself keeps for this account: it made them in accounts of its own, the customer's id in their names.
 * The managed policy's v5: https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSPanoramaApplianceServiceRolePolicy.html
 */
export function scopedPermissions(account: string, regions: readonly string[]): Policy {
  const logs = (pattern: string) =>
    regions.map((region) => `arn:aws:logs:${region}:${account}:log-group:${pattern}`);
  const accessPoints = regions.map((region) => `arn:aws:s3:${region}:*:accesspoint/panorama-${account}-*`);
  return {
    statements: [
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
    ],
  };
}
