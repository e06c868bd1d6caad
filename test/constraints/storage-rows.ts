import { type Row, row } from "./row";

const BUCKET = { schema: ["buckets[].name"], check: ["bucket-name", "duplicate"] };
const CLOSED = { constant: "true: nothing is public" };
const BLOCK = "PublicAccessBlockConfiguration";
const PUBLIC = [
  ["block_public_acls", "BlockPublicAcls"],
  ["block_public_policy", "BlockPublicPolicy"],
  ["ignore_public_acls", "IgnorePublicAcls"],
  ["restrict_public_buckets", "RestrictPublicBuckets"],
] as const;

/** Buckets and access points. */
export const storageRows: readonly Row[] = [
  row("aws_s3_bucket.bucket", ["s3.CreateBucket.Bucket", "limit:bucket-name"], BUCKET),
  row("aws_s3_bucket_policy.bucket", ["s3.PutBucketPolicy.Bucket", "limit:bucket-name"], BUCKET),
  row("aws_s3_bucket_policy.policy", ["s3.PutBucketPolicy.Policy", "limit:bucket-policy"], {
    check: ["policy-too-large"],
  }),
  row("aws_s3_bucket_public_access_block.bucket", ["s3.PutPublicAccessBlock.Bucket"], BUCKET),
  ...PUBLIC.map(([argument, member]) =>
    row(
      `aws_s3_bucket_public_access_block.${argument}`,
      [`s3.PutPublicAccessBlock.${BLOCK}.${member}`],
      CLOSED,
    ),
  ),
  row("aws_s3_bucket_server_side_encryption_configuration.bucket", ["s3.PutBucketEncryption.Bucket"], BUCKET),
  row(
    "aws_s3_bucket_server_side_encryption_configuration.rule[].apply_server_side_encryption_by_default.sse_algorithm",
    [
      "s3.PutBucketEncryption.ServerSideEncryptionConfiguration.Rules[].ApplyServerSideEncryptionByDefault.SSEAlgorithm",
    ],
    { constant: "AES256" },
  ),
  row("aws_s3_bucket_versioning.bucket", ["s3.PutBucketVersioning.Bucket"], BUCKET),
  row(
    "aws_s3_bucket_versioning.versioning_configuration.status",
    ["s3.PutBucketVersioning.VersioningConfiguration.Status"],
    { constant: "Enabled" },
  ),
  row("aws_s3_access_point.name", ["s3control.CreateAccessPoint.Name", "limit:access-point-name"], {
    schema: ["accessPoints[].name"],
    check: ["access-point-name", "duplicate"],
  }),
  row("aws_s3_access_point.bucket", ["s3control.CreateAccessPoint.Bucket", "limit:bucket-name"], {
    schema: ["accessPoints[].bucket"],
    check: ["undeclared-reference", "access-point-region", "bucket-name"],
  }),
  ...PUBLIC.map(([argument, member]) =>
    row(
      `aws_s3_access_point.public_access_block_configuration.${argument}`,
      [`s3control.CreateAccessPoint.${BLOCK}.${member}`],
      CLOSED,
    ),
  ),
  row(
    "aws_s3_access_point.vpc_configuration.vpc_id",
    ["s3control.CreateAccessPoint.VpcConfiguration.VpcId", "limit:vpc-id"],
    { schema: ["accessPoints[].vpcId"] },
  ),
  row("aws_s3control_access_point_policy.access_point_arn", ["s3control.PutAccessPointPolicy.Name"], {
    na: "S3's own answer, out of which the provider takes the name",
  }),
  row(
    "aws_s3control_access_point_policy.policy",
    ["s3control.PutAccessPointPolicy.Policy", "limit:access-point-policy"],
    { check: ["policy-too-large"] },
  ),
];

/** Secrets. */
export const secretRows: readonly Row[] = [
  row(
    "aws_secretsmanager_secret.name",
    ["secretsmanager.CreateSecret.Name", "limit:secret-name", "limit:secret-prefix"],
    { schema: ["secrets[].name"], check: ["secret-name", "secret-name-suffix", "duplicate"] },
  ),
  row(
    "aws_secretsmanager_secret.description",
    ["secretsmanager.CreateSecret.Description", "secretsmanager.UpdateSecret.Description"],
    { schema: ["secrets[].description"] },
  ),
  row(
    "aws_secretsmanager_secret.kms_key_id",
    ["secretsmanager.CreateSecret.KmsKeyId", "secretsmanager.UpdateSecret.KmsKeyId", "limit:kms-key-arn"],
    { schema: ["secrets[].kmsKeyId"], check: ["arn-mismatch"] },
  ),
  row(
    "aws_secretsmanager_secret.recovery_window_in_days",
    ["secretsmanager.DeleteSecret.RecoveryWindowInDays", "limit:recovery-window"],
    { schema: ["secrets[].recoveryWindowDays"], check: ["recovery-window"] },
  ),
  row("aws_secretsmanager_secret_version.secret_id", ["secretsmanager.PutSecretValue.SecretId"], {
    na: "Secrets Manager's own answer: the ARN of the secret that was made",
  }),
  row("aws_secretsmanager_secret_version.secret_string_wo", ["secretsmanager.PutSecretValue.SecretString"], {
    na: "the value comes at apply, and is to pass through nothing that could look at it",
  }),
  row("aws_secretsmanager_secret_version.secret_string_wo_version", [], {
    schema: ["secrets[].valueVersion"],
    na: "Terraform's own number",
  }),
];
