import type { Constraint } from "./row";

/** A rule that no service model has. */
export interface Limit extends Constraint {
  /** Where AWS says so. */
  readonly source: string;
  /** What the lengths are in, where it is not characters. */
  readonly counted?: "bytes" | "without white space";
}

const IAM_QUOTAS = "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html";
const IAM_TAGS = "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags.html";
const IOT_QUOTAS = "https://docs.aws.amazon.com/general/latest/gr/iot-core.html";
const POINTS =
  "https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-restrictions-limitations-naming-rules.html";
const BUCKETS = "https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html";
const CREATE_STACK = "https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateStack.html";

/** Rules on one value, by name. Those that count entries are in quotas.ts. */
export const LIMITS = {
  "trust-policy": { max: 8192, counted: "without white space", source: IAM_QUOTAS },
  "inline-policy": { max: 10_240, counted: "without white space", source: IAM_QUOTAS },
  "policy-text": {
    pattern: "[\\t\\n\\r -\\u00FF]+",
    source: "https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutRolePolicy.html",
  },
  sid: {
    pattern: "[A-Za-z0-9]*",
    source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_sid.html",
  },
  "role-path": {
    pattern: "(?!/aws-service-role/|/aws-reserved/).*",
    source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create-service-linked-role.html",
  },
  "managed-policy-arn": {
    pattern: "arn:aws:iam::(\\d{12}|aws):policy/.{1,512}",
    source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html",
  },
  "tag-key": { pattern: "(?![aA][wW][sS]:).*", source: IAM_TAGS },
  "tag-value": { pattern: "(?![aA][wW][sS]:)[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*", source: IAM_TAGS },
  "job-template-tag-value": {
    min: 1,
    source:
      "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-iot-jobtemplate-tag.html",
  },
  "iot-policy": { max: 2048, counted: "without white space", source: IOT_QUOTAS },
  "attribute-value": {
    min: 1,
    source: "https://docs.aws.amazon.com/iot/latest/apireference/API_AttributePayload.html",
  },
  "thing-prefix": {
    pattern: "panorama.*",
    source: "https://docs.aws.amazon.com/panorama/latest/dev/using-service-linked-roles.html",
  },
  "secret-prefix": {
    pattern: "[pP]anorama.*",
    source: "https://docs.aws.amazon.com/panorama/latest/dev/using-service-linked-roles.html",
  },
  "certificate-arn": {
    pattern: "arn:aws:iot:[a-z0-9-]+:\\d{12}:cert/[0-9a-f]{64}",
    source: "https://docs.aws.amazon.com/iot/latest/apireference/API_AttachPolicy.html",
  },
  "access-point-name": {
    min: 3,
    max: 50,
    pattern: "(?!.*-s3alias$)[a-z0-9][a-z0-9-]*[a-z0-9]",
    source: POINTS,
  },
  "access-point-policy": { max: 20_480, counted: "bytes", source: POINTS },
  "vpc-id": {
    pattern: "vpc-([0-9a-f]{8}|[0-9a-f]{17})",
    source: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/resource-ids.html",
  },
  "bucket-name": {
    min: 3,
    max: 63,
    pattern:
      "(?!xn--|sthree-|amzn-s3-demo-|\\d+\\.\\d+\\.\\d+\\.\\d+$)(?!.*(\\.\\.|-s3alias$|--ol-s3$|\\.mrap$|--x-s3$|--table-s3$))[a-z0-9][a-z0-9.-]*[a-z0-9]",
    source: BUCKETS,
  },
  "bucket-policy": {
    max: 20_480,
    counted: "bytes",
    source: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-policies.html",
  },
  "object-key": {
    max: 1024,
    counted: "bytes",
    source: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html",
  },
  "secret-name": {
    pattern: "[A-Za-z0-9/_+=.@-]+",
    source: "https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_CreateSecret.html",
  },
  "recovery-window": {
    enum: [0, ...Array.from({ length: 24 }, (_, index) => 7 + index)],
    source: "https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_DeleteSecret.html",
  },
  "kms-key-arn": {
    pattern:
      "arn:aws:kms:[a-z0-9-]+:\\d{12}:key/(mrk-[0-9a-f]{32}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})",
    source: "https://docs.aws.amazon.com/kms/latest/developerguide/concepts.html",
  },
  "stack-name": { min: 1, max: 128, pattern: "[A-Za-z][A-Za-z0-9-]*", source: CREATE_STACK },
  "template-body": { max: 51_200, counted: "bytes", source: CREATE_STACK },
  "job-prefix": {
    pattern: "panorama.*",
    source: "https://docs.aws.amazon.com/panorama/latest/dev/using-service-linked-roles.html",
  },
  "job-targets": {
    max: 100,
    source: "https://docs.aws.amazon.com/general/latest/gr/iot_device_management.html",
  },
  "panorama-region": {
    enum: ["ap-southeast-1", "ap-southeast-2", "ca-central-1", "eu-west-1", "us-east-1", "us-west-2"],
    source: "https://docs.aws.amazon.com/general/latest/gr/panorama.html",
  },
  account: {
    pattern: "\\d{12}",
    source: "https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-identifiers.html",
  },
  /** One string of a process's environment: MAX_ARG_STRLEN. */
  environment: {
    max: 131_071,
    counted: "bytes",
    source: "https://man7.org/linux/man-pages/man2/execve.2.html",
  },
} as const satisfies Readonly<Record<string, Limit>>;
