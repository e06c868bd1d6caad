import { type Row, row } from "./row";

const ROLE = { constant: "AWSPanoramaApplianceServiceRole, the name that the console gives it" };
const INLINE = { constant: "panorama-appliance, of which there is one on the role" };
const MANAGED = { constant: "the AWS managed policy's own ARN" };
const POLICY = ["limit:policy-text"];

/** The two roles. */
export const iamRows: readonly Row[] = [
  row("aws_iam_role.name", ["iam.CreateRole.RoleName"], ROLE),
  row("aws_iam_role.path", ["iam.CreateRole.Path", "limit:role-path"], {
    schema: ["roles.appliance.path"],
    check: ["role-path-assumed"],
  }),
  row("aws_iam_role.description", ["iam.CreateRole.Description", "iam.UpdateRole.Description"], {
    constant: "AWS Panorama appliances",
  }),
  row(
    "aws_iam_role.assume_role_policy",
    [
      "iam.CreateRole.AssumeRolePolicyDocument",
      "iam.UpdateAssumeRolePolicy.PolicyDocument",
      "limit:trust-policy",
      ...POLICY,
    ],
    { check: ["trust-policy-too-large", "trust-policy-overflow"] },
  ),
  row(
    "aws_iam_role.permissions_boundary",
    [
      "iam.CreateRole.PermissionsBoundary",
      "iam.PutRolePermissionsBoundary.PermissionsBoundary",
      "limit:managed-policy-arn",
    ],
    { schema: ["roles.appliance.permissionsBoundary"], check: ["arn-mismatch"] },
  ),
  row("aws_iam_role_policy.name", ["iam.PutRolePolicy.PolicyName"], INLINE),
  row("aws_iam_role_policy.role", ["iam.PutRolePolicy.RoleName"], ROLE),
  row("aws_iam_role_policy.policy", ["iam.PutRolePolicy.PolicyDocument", "limit:inline-policy", ...POLICY], {
    check: ["policy-too-large"],
  }),
  row("aws_iam_role_policies_exclusive.role_name", ["iam.DeleteRolePolicy.RoleName"], ROLE),
  row("aws_iam_role_policies_exclusive.policy_names[]", ["iam.PutRolePolicy.PolicyName"], INLINE),
  row("aws_iam_role_policy_attachment.role", ["iam.AttachRolePolicy.RoleName"], ROLE),
  row(
    "aws_iam_role_policy_attachment.policy_arn",
    ["iam.AttachRolePolicy.PolicyArn", "limit:managed-policy-arn"],
    MANAGED,
  ),
  row("aws_iam_role_policy_attachments_exclusive.role_name", ["iam.DetachRolePolicy.RoleName"], ROLE),
  row(
    "aws_iam_role_policy_attachments_exclusive.policy_arns[]",
    ["iam.AttachRolePolicy.PolicyArn", "limit:managed-policy-arn"],
    MANAGED,
  ),
  row("aws_iam_service_linked_role.aws_service_name", ["iam.CreateServiceLinkedRole.AWSServiceName"], {
    constant: "panorama.amazonaws.com, in the case that IAM asks for",
  }),
];

const STATEMENT = "data.aws_iam_policy_document.statement[]";
const NAMES = "ARNs made of the account, Regions and names of entries, whose schemas know no other character";

/** Every policy is such a data source; the whole text is held where it is used. */
export const policyRows: readonly Row[] = [
  row(`${STATEMENT}.sid`, ["limit:sid"], { constant: "words of ours" }),
  row(`${STATEMENT}.effect`, [], { constant: "Allow or Deny" }),
  row(`${STATEMENT}.actions[]`, POLICY, { constant: "actions that the code lists" }),
  row(`${STATEMENT}.not_actions[]`, POLICY, { constant: "actions that the code lists" }),
  row(`${STATEMENT}.principals[].type`, [], { constant: "Service or AWS" }),
  row(`${STATEMENT}.principals[].identifiers[]`, POLICY, {
    constant: "panorama.amazonaws.com, everybody, or the appliance role's ARN, of account and path",
  }),
  row(`${STATEMENT}.resources[]`, POLICY, {
    constant: NAMES,
    schema: ["accessPoints[].prefix", "accessPoints[].name", "buckets[].name", "secrets[].name"],
  }),
  row(`${STATEMENT}.not_resources[]`, POLICY, { constant: NAMES, schema: ["accessPoints[].prefix"] }),
  row(`${STATEMENT}.condition[].test`, [], { constant: "operators that the code lists" }),
  row(`${STATEMENT}.condition[].variable`, POLICY, { constant: "condition keys that the code lists" }),
  row(`${STATEMENT}.condition[].values[]`, POLICY, {
    constant: NAMES,
    schema: ["accessPoints[].prefix", "appliances[].deviceId", "account.id", "secrets[].kmsKeyId"],
  }),
];
