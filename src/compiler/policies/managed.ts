import type { Policy } from "./policy";

/**
 * What the AWS managed policy of the appliance role says, in its version 5 (the newest, of 2026-02-12).
 * https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSPanoramaApplianceServiceRolePolicy.html
 */
export const MANAGED_POLICY: Policy = {
  statements: [
    {
      sid: "PanoramaDeviceCreateLogStream",
      effect: "Allow",
      actions: ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
      resources: [
        "arn:aws:logs:*:*:log-group:/aws/panorama_device*:log-stream:*",
        "arn:aws:logs:*:*:log-group:/aws/panorama/devices/*",
      ],
    },
    {
      sid: "PanoramaDeviceCreateLogGroup",
      effect: "Allow",
      actions: ["logs:CreateLogGroup"],
      resources: [
        "arn:aws:logs:*:*:log-group:/aws/panorama_device*",
        "arn:aws:logs:*:*:log-group:/aws/panorama/devices/*",
      ],
    },
    {
      sid: "PanoramaDevicePutMetric",
      effect: "Allow",
      actions: ["cloudwatch:PutMetricData"],
      resources: ["*"],
      conditions: [
        { test: "StringEquals", variable: "cloudwatch:namespace", values: ["PanoramaDeviceMetrics"] },
      ],
    },
    {
      sid: "PanoramaDeviceS3Access",
      effect: "Allow",
      actions: ["s3:GetObject", "s3:ListBucket", "s3:GetObjectVersion"],
      resources: [
        "arn:aws:s3:::*-nodepackage-store-*",
        "arn:aws:s3:::*-application-payload-store-*",
        "arn:aws:s3:*:*:accesspoint/panorama*",
      ],
      conditions: [
        {
          test: "ArnLike",
          variable: "s3:DataAccessPointArn",
          values: ["arn:aws:s3:*:*:accesspoint/panorama*"],
        },
      ],
    },
  ],
};
