import { runAddress } from "./job-requests";
import type { Model, TombstoneKind } from "./model";

/** The address of a Region's IoT policy. */
export const IOT_POLICY_ADDRESS = "appliance";

/** The address of what sets the status of a certificate that exists, for an appliance's own address. */
export const statusAddress = (address: string): string => `certificate-${address}`;

const ofTypes =
  (...types: readonly string[]) =>
  (address: string): string[] =>
    types.map((type) => `${type}.${address}`);

/**
 * The Terraform resources that an entry of each kind may have, by the entry's address: what moves with it to another
 * state or name, and what Terraform lets go of with it. A resource that it does not have is no mistake there.
 */
export const RESOURCES: Readonly<Record<TombstoneKind, (address: string) => string[]>> = {
  appliance: (address) => [
    ...ofTypes(
      "aws_iot_thing",
      "aws_iot_certificate",
      "aws_iot_policy_attachment",
      "aws_iot_thing_principal_attachment",
    )(address),
    `terraform_data.${statusAddress(address)}`,
  ],
  thingType: ofTypes("aws_iot_thing_type"),
  bucket: ofTypes(
    "aws_s3_bucket",
    "aws_s3_bucket_policy",
    "aws_s3_bucket_public_access_block",
    "aws_s3_bucket_server_side_encryption_configuration",
    "aws_s3_bucket_versioning",
  ),
  accessPoint: ofTypes("aws_s3_access_point", "aws_s3control_access_point_policy"),
  secret: ofTypes("aws_secretsmanager_secret", "aws_secretsmanager_secret_version"),
  job: (address) => [`aws_cloudformation_stack.${address}`, `terraform_data.${runAddress({ address })}`],
};

/**
 * Whether Terraform lets go of a Region's IoT policy: with the last of its appliances that have certificates, when one of
 * them is forgotten. AWS IoT does not delete a policy that a certificate has.
 */
export const forgetsPolicy = ({ iotPolicies, tombstones }: Model, region: string): boolean =>
  !iotPolicies.some((policy) => policy.region === region) &&
  tombstones.some(
    (tombstone) =>
      tombstone.kind === "appliance" && tombstone.disposition === "forget" && tombstone.region === region,
  );
