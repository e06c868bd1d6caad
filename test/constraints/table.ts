import { iamRows, policyRows } from "./iam-rows";
import { iotRows, jobRows } from "./iot-rows";
import type { Row } from "./row";
import { secretRows, storageRows } from "./storage-rows";
import { terraformRows } from "./terraform-rows";

/** Every argument that any output holds, and what keeps it within what AWS takes. */
export const TABLE: readonly Row[] = [
  ...iamRows,
  ...policyRows,
  ...iotRows,
  ...jobRows,
  ...storageRows,
  ...secretRows,
  ...terraformRows,
];

const LIMIT = "limit:";

/** The members of AWS's operations that the arguments become. */
export const MEMBERS: readonly string[] = [
  ...new Set(TABLE.flatMap(({ becomes }) => becomes).filter((name) => !name.startsWith(LIMIT))),
].sort();

/** The name in limits.ts, if it is one. */
export const limitOf = (name: string): string | undefined =>
  name.startsWith(LIMIT) ? name.slice(LIMIT.length) : undefined;

/** What operations that change or delete something find it by: the provider has that in its state. */
export const IDENTIFIERS: readonly string[] = [
  "cloudformation.UpdateStack.StackName",
  "iam.DeleteRolePolicy.PolicyName",
  "iam.DetachRolePolicy.PolicyArn",
  "iam.PutRolePermissionsBoundary.RoleName",
  "iam.TagRole.RoleName",
  "iam.UpdateAssumeRolePolicy.RoleName",
  "iam.UpdateRole.RoleName",
  "iot.CreatePolicyVersion.policyName",
  "iot.TagResource.resourceArn",
  "s3.PutBucketTagging.Bucket",
  "s3control.TagResource.AccountId",
  "s3control.TagResource.ResourceArn",
  "secretsmanager.DeleteSecret.SecretId",
  "secretsmanager.TagResource.SecretId",
  "secretsmanager.UpdateSecret.SecretId",
];
