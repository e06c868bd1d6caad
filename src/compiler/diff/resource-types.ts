import { mappingOf } from "../json/unchecked";
import { listOf, type Resource } from "./stack";

/** A type of resource that the compiler makes, and all that it says of one. */
interface ResourceType {
  /** Arguments whose change makes Terraform replace the resource. */
  readonly forcing: readonly string[];
  /** All other arguments. */
  readonly others?: readonly string[];
  /** Arguments that it may leave as they are (`ignore_changes`). */
  readonly left?: readonly string[];
  /** Whether it takes the provider's `default_tags`: a change there is one of its own. */
  readonly tagged?: true;
}

/**
 * What forces a new resource is in the provider's documentation, and in its source (ForceNew, RequiresReplace):
 * https://registry.terraform.io/providers/hashicorp/aws/latest/docs
 */
const TYPES: Readonly<Record<string, ResourceType>> = {
  aws_cloudformation_stack: { forcing: ["name"], others: ["template_body"], tagged: true },
  aws_iam_role: {
    forcing: ["name", "path"],
    others: ["assume_role_policy", "description", "permissions_boundary"],
    left: ["permissions_boundary"],
    tagged: true,
  },
  aws_iam_role_policies_exclusive: { forcing: ["role_name"], others: ["policy_names"] },
  aws_iam_role_policy: { forcing: ["name", "role"], others: ["policy"] },
  aws_iam_role_policy_attachment: { forcing: ["policy_arn", "role"] },
  aws_iam_role_policy_attachments_exclusive: { forcing: ["role_name"], others: ["policy_arns"] },
  aws_iam_service_linked_role: { forcing: ["aws_service_name"], left: ["description"], tagged: true },
  aws_iot_certificate: { forcing: ["csr"], others: ["active"] },
  aws_iot_policy: { forcing: ["name"], others: ["policy"], tagged: true },
  aws_iot_policy_attachment: { forcing: ["policy", "target"] },
  aws_iot_thing: { forcing: ["name"], others: ["attributes", "thing_type_name"] },
  aws_iot_thing_principal_attachment: { forcing: ["principal", "thing"] },
  aws_iot_thing_type: { forcing: ["name"], left: ["properties"], tagged: true },
  aws_s3_access_point: {
    forcing: ["bucket", "name", "public_access_block_configuration", "vpc_configuration"],
  },
  aws_s3_bucket: { forcing: ["bucket"], tagged: true },
  aws_s3_bucket_policy: { forcing: ["bucket"], others: ["policy"] },
  aws_s3_bucket_public_access_block: {
    forcing: ["bucket"],
    others: ["block_public_acls", "block_public_policy", "ignore_public_acls", "restrict_public_buckets"],
  },
  aws_s3_bucket_server_side_encryption_configuration: { forcing: ["bucket"], others: ["rule"] },
  aws_s3_bucket_versioning: { forcing: ["bucket"], others: ["versioning_configuration"] },
  aws_s3control_access_point_policy: { forcing: ["access_point_arn"], others: ["policy"] },
  aws_secretsmanager_secret: {
    forcing: ["name"],
    others: ["description", "kms_key_id", "recovery_window_in_days"],
    left: ["description", "kms_key_id"],
    tagged: true,
  },
  aws_secretsmanager_secret_version: {
    forcing: ["secret_id", "secret_string_wo_version"],
    others: ["secret_string_wo"],
  },
  terraform_data: { forcing: ["triggers_replace"], others: ["provisioner"] },
};

/** What Terraform does not keep of a resource: a change there changes nothing by itself. */
const META = ["//", "connection", "count", "depends_on", "for_each", "lifecycle", "provider", "provisioner"];

const typeOf = ({ type }: Resource): ResourceType | undefined =>
  Object.hasOwn(TYPES, type) ? TYPES[type] : undefined;

export const isTagged = (resource: Resource): boolean => typeOf(resource)?.tagged === true;

/** Whether a change of an argument replaces the resource. */
export const forces = (resource: Resource, argument: string): boolean =>
  typeOf(resource)?.forcing.includes(argument) === true;

/** The arguments that Terraform is told to leave as they are. */
export const ignoredBy = ({ body }: Resource): readonly unknown[] =>
  listOf(mappingOf(listOf(body.lifecycle)[0]).ignore_changes);

/** The arguments that Terraform looks at, sorted. */
export function argumentsOf(resource: Resource): string[] {
  const ignored = ignoredBy(resource);
  return Object.keys(resource.body)
    .filter((key) => !META.includes(key) && !ignored.includes(key))
    .sort();
}

/** What a resource has that the compiler never writes: nothing where it is one of ours. */
export function strangeArguments(resource: Resource): string[] {
  const known = typeOf(resource);
  if (known === undefined) return ["its type"];
  const { forcing, others = [], left = [] } = known;
  const lifecycle = mappingOf(listOf(resource.body.lifecycle)[0]);
  const isLeft = ignoredBy(resource).every((argument) => left.some((one) => one === argument));
  const odd = Object.keys(resource.body).filter(
    (key) => ![...forcing, ...others, "//", "depends_on", "lifecycle"].includes(key),
  );
  const isOurs = isLeft && Object.keys(lifecycle).every((key) => key === "ignore_changes");
  return [...odd, ...(isOurs ? [] : ["lifecycle"])];
}
