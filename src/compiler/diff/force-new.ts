import { listOf, mappingOf, type Resource } from "./stack";

/**
 * The arguments of our resources whose change makes Terraform replace them ("Forces new resource" in the provider's
 * documentation, ForceNew and RequiresReplace in its source):
 * https://registry.terraform.io/providers/hashicorp/aws/latest/docs
 */
const FORCING: Readonly<Record<string, readonly string[]>> = {
  aws_cloudformation_stack: ["name"],
  aws_iam_role: ["name", "path"],
  aws_iam_role_policies_exclusive: ["role_name"],
  aws_iam_role_policy: ["name", "role"],
  aws_iam_role_policy_attachment: ["policy_arn", "role"],
  aws_iam_role_policy_attachments_exclusive: ["role_name"],
  aws_iam_service_linked_role: ["aws_service_name", "custom_suffix"],
  aws_iot_certificate: ["csr"],
  aws_iot_policy: ["name"],
  aws_iot_policy_attachment: ["policy", "target"],
  aws_iot_thing: ["name"],
  aws_iot_thing_principal_attachment: ["principal", "thing"],
  aws_iot_thing_type: ["name", "properties"],
  aws_s3_access_point: ["bucket", "name", "public_access_block_configuration", "vpc_configuration"],
  aws_s3_bucket: ["bucket"],
  aws_s3_bucket_policy: ["bucket"],
  aws_s3_bucket_public_access_block: ["bucket"],
  aws_s3_bucket_server_side_encryption_configuration: ["bucket"],
  aws_s3_bucket_versioning: ["bucket"],
  aws_s3control_access_point_policy: ["access_point_arn"],
  aws_secretsmanager_secret: ["name"],
  aws_secretsmanager_secret_version: ["secret_id", "secret_string_wo_version"],
  terraform_data: ["triggers_replace"],
};

/** Which take the provider's `default_tags`: a change there is one of theirs. */
const TAGGED: readonly string[] = [
  "aws_cloudformation_stack",
  "aws_iam_role",
  "aws_iam_service_linked_role",
  "aws_iot_policy",
  "aws_iot_thing_type",
  "aws_s3_bucket",
  "aws_secretsmanager_secret",
];

/** What Terraform does not keep of a resource: a change there changes nothing by itself. */
const META = ["connection", "count", "depends_on", "for_each", "lifecycle", "provider", "provisioner"];

/** Whether a type of resource is one that the compiler makes. */
export const isKnownType = (type: string): boolean => Object.hasOwn(FORCING, type);

export const isTagged = ({ type }: Resource): boolean => TAGGED.includes(type);

/** Whether a change of an argument replaces the resource. */
export const forces = ({ type }: Resource, argument: string): boolean =>
  FORCING[type]?.includes(argument) === true;

/** The arguments that Terraform looks at, sorted. */
export function argumentsOf({ body }: Resource): string[] {
  const ignored = listOf(mappingOf(listOf(body.lifecycle)[0]).ignore_changes);
  return Object.keys(body)
    .filter((key) => !META.includes(key) && !ignored.includes(key))
    .sort();
}
