/**
 * The attributes whose values a report may show, by type; of all others it gives the name alone. A report is read by
 * more people than a state: it ends in pull requests and logs. So a value is shown only where it names something, is one
 * of a few words or a number, or is a policy, which is what reviewers are there for. Not shown, whatever may be in them:
 *
 * - texts and mappings that people fill as they like: descriptions, tags, attributes of things, documents of jobs;
 * - what belongs to certificates (AWS IoT's answers stand beside them in the state: private_key) and to secrets' values;
 * - `terraform_data`, whose inputs are commands and their environments; anything of a type that we do not make.
 *
 * What Terraform or the provider calls sensitive is not shown even when it stands here.
 */
const SHOWN: Readonly<Record<string, readonly string[]>> = {
  aws_iam_role: ["name", "path", "permissions_boundary", "max_session_duration", "assume_role_policy"],
  aws_iam_role_policies_exclusive: ["role_name", "policy_names"],
  aws_iam_role_policy: ["name", "role", "policy"],
  aws_iam_role_policy_attachment: ["role", "policy_arn"],
  aws_iam_role_policy_attachments_exclusive: ["role_name", "policy_arns"],
  aws_iam_service_linked_role: ["aws_service_name"],
  aws_iot_certificate: ["active"],
  aws_iot_policy: ["name", "policy"],
  aws_iot_policy_attachment: ["policy", "target"],
  aws_iot_thing: ["name", "thing_type_name"],
  aws_iot_thing_principal_attachment: ["thing", "principal"],
  aws_iot_thing_type: ["name", "deprecated"],
  aws_s3_access_point: ["name", "bucket", "vpc_configuration", "public_access_block_configuration"],
  aws_s3_bucket: ["bucket"],
  aws_s3_bucket_policy: ["bucket", "policy"],
  aws_s3_bucket_public_access_block: [
    "bucket",
    "block_public_acls",
    "block_public_policy",
    "ignore_public_acls",
    "restrict_public_buckets",
  ],
  aws_s3_bucket_server_side_encryption_configuration: ["bucket", "rule"],
  aws_s3_bucket_versioning: ["bucket", "versioning_configuration"],
  aws_s3control_access_point_policy: ["access_point_arn", "policy"],
  aws_secretsmanager_secret: ["name", "kms_key_id", "recovery_window_in_days"],
  aws_secretsmanager_secret_version: ["secret_string_wo_version"], // a number, which asks for writing the value again
  aws_cloudformation_stack: ["name"],
};

/** Whether the value of an attribute may be shown, unless it is sensitive. */
export const isAllowed = (type: string, attribute: string): boolean =>
  Object.hasOwn(SHOWN, type) && SHOWN[type]?.includes(attribute) === true;

/** Whether a resource is of a type that a spec may compile to. */
export const isOurType = (type: string): boolean => type === "terraform_data" || Object.hasOwn(SHOWN, type);
