import {
  AttachRolePolicyCommand,
  CreatePolicyCommand,
  CreateRoleCommand,
  CreateServiceLinkedRoleCommand,
  PutRolePolicyCommand,
} from "@aws-sdk/client-iam";
import {
  AttachPolicyCommand,
  AttachThingPrincipalCommand,
  CreatePolicyCommand as CreateIotPolicyCommand,
  CreateKeysAndCertificateCommand,
  CreateThingCommand,
  CreateThingTypeCommand,
} from "@aws-sdk/client-iot";
import { awsCli, iam, iot } from "./aws";
import type { Emulator } from "./emulator";
import { APPLIANCE_ROLE } from "./live";

// What the console and AWS Panorama left in an account: made through AWS's own APIs, and nothing of it by Terraform.

export const ACCOUNT = "123456789012";
export const MANAGED = "arn:aws:iam::aws:policy/service-role/AWSPanoramaApplianceServiceRolePolicy";

const statement = (more: object) =>
  JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", ...more }] });

/** The appliance role with an unconditioned trust, and what somebody attached to it by hand. */
export async function makeApplianceRole(
  emulator: Emulator,
  path = "/service-role/",
): Promise<{ boundary: string; byHand: string }> {
  const client = iam(emulator);
  const boundary = await makePolicy(emulator, "edge-boundary");
  const byHand = await makePolicy(emulator, "by-hand");
  const RoleName = APPLIANCE_ROLE;
  await client.send(
    new CreateRoleCommand({
      RoleName,
      Path: path,
      AssumeRolePolicyDocument: statement({
        Principal: { Service: "panorama.amazonaws.com" },
        Action: "sts:AssumeRole",
      }),
      Description: "Allows AWS Panorama appliances to call AWS services on your behalf.",
      MaxSessionDuration: 7200,
      PermissionsBoundary: boundary,
      Tags: [{ Key: "made-by", Value: "console" }],
    }),
  );
  for (const PolicyArn of [MANAGED, byHand])
    await client.send(new AttachRolePolicyCommand({ RoleName, PolicyArn }));
  const PolicyDocument = statement({ Action: "s3:GetObject", Resource: "*" });
  await client.send(new PutRolePolicyCommand({ RoleName, PolicyName: "inline-by-hand", PolicyDocument }));
  return { boundary, byHand };
}

async function makePolicy(emulator: Emulator, PolicyName: string): Promise<string> {
  const PolicyDocument = statement({ Action: "s3:GetObject", Resource: "*" });
  const { Policy } = await iam(emulator).send(new CreatePolicyCommand({ PolicyName, PolicyDocument }));
  return Policy?.Arn ?? "";
}

export async function makeServiceLinkedRole(emulator: Emulator): Promise<void> {
  const Description =
    "Allows AWS Panorama to manage resources in AWS IoT, AWS Secrets Manager, and AWS Panorama.";
  await iam(emulator).send(
    new CreateServiceLinkedRoleCommand({ AWSServiceName: "panorama.amazonaws.com", Description }),
  );
}

/** A thing with a certificate of AWS's own making, and the policy that AWS Panorama attached to it. Gives the certificate's ARN. */
export async function makeAppliance(
  emulator: Emulator,
  device: string,
  thingTypeName?: string,
): Promise<string> {
  const client = iot(emulator);
  const thingName = `panorama_${device}_Thing_0a1b2c3d`;
  const policyName = `panorama_${device}_Policy_0a1b2c3d`;
  await client.send(
    new CreateThingCommand({
      thingName,
      thingTypeName,
      attributePayload: { attributes: { floor: "1", rack: "b" } },
    }),
  );
  const { certificateArn = "" } = await client.send(
    new CreateKeysAndCertificateCommand({ setAsActive: true }),
  );
  await makeIotPolicy(emulator, policyName);
  await client.send(new AttachPolicyCommand({ policyName, target: certificateArn }));
  await client.send(new AttachThingPrincipalCommand({ thingName, principal: certificateArn }));
  return certificateArn;
}

/** A policy that lets do anything with AWS IoT. */
export async function makeIotPolicy(emulator: Emulator, policyName: string): Promise<void> {
  const policyDocument = statement({ Action: "iot:*", Resource: "*" });
  await iot(emulator).send(new CreateIotPolicyCommand({ policyName, policyDocument }));
}

export async function makeThingType(emulator: Emulator, thingTypeName: string): Promise<void> {
  const thingTypeProperties = { thingTypeDescription: "Made by hand", searchableAttributes: ["floor"] };
  await iot(emulator).send(new CreateThingTypeCommand({ thingTypeName, thingTypeProperties }));
}

/** A bucket that is encrypted with a key of KMS and tagged, with a policy of its own if asked. */
export async function makeUsedBucket(emulator: Emulator, bucket: string, policy: boolean): Promise<void> {
  const s3 = (command: string, ...args: string[]) =>
    awsCli(emulator, "us-east-1", ["s3api", command, "--bucket", bucket, ...args]);
  await s3("create-bucket");
  const rules = [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: "aws:kms" } }];
  await s3(
    "put-bucket-encryption",
    "--server-side-encryption-configuration",
    JSON.stringify({ Rules: rules }),
  );
  await s3("put-bucket-tagging", "--tagging", "TagSet=[{Key=made-by,Value=console}]");
  if (!policy) return;
  const text = statement({
    Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` },
    Action: "s3:GetObject",
    Resource: `arn:aws:s3:::${bucket}/*`,
  });
  await s3("put-bucket-policy", "--policy", text);
}

export async function makeAccessPoint(
  emulator: Emulator,
  name: string,
  bucket: string,
  policy: boolean,
): Promise<void> {
  const s3control = (command: string, ...args: string[]) =>
    awsCli(emulator, "us-east-1", ["s3control", command, "--account-id", ACCOUNT, "--name", name, ...args]);
  await s3control("create-access-point", "--bucket", bucket);
  if (!policy) return;
  const arn = `arn:aws:s3:us-east-1:${ACCOUNT}:accesspoint/${name}`;
  const text = statement({
    Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` },
    Action: "s3:GetObject",
    Resource: `${arn}/object/*`,
  });
  await s3control("put-access-point-policy", "--policy", text);
}

export const KEY = `arn:aws:kms:us-east-1:${ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;

/** A secret with a value, a description and a key. Gives its ARN. */
export async function makeSecret(emulator: Emulator, name: string, value: string): Promise<string> {
  const args = [
    "--name",
    name,
    "--description",
    "made by hand",
    "--kms-key-id",
    KEY,
    "--secret-string",
    value,
  ];
  const made = await awsCli(emulator, "us-east-1", ["secretsmanager", "create-secret", ...args]);
  return (made as { ARN: string }).ARN;
}
