import {
  AttachRolePolicyCommand,
  CreateRoleCommand,
  CreateServiceLinkedRoleCommand,
  PutRolePolicyCommand,
} from "@aws-sdk/client-iam";
import {
  AttachPolicyCommand,
  AttachThingPrincipalCommand,
  CreateKeysAndCertificateCommand,
  CreatePolicyCommand,
  CreateThingCommand,
  CreateThingTypeCommand,
} from "@aws-sdk/client-iot";
import { awsCli, iam, iot } from "../terraform/aws";
import type { Emulator } from "../terraform/emulator";

export const ACCOUNT = "123456789012";
export const ROLE = "AWSPanoramaApplianceServiceRole";
export const MANAGED = "arn:aws:iam::aws:policy/service-role/AWSPanoramaApplianceServiceRolePolicy";

export const policyText = (...statements: readonly object[]): string =>
  JSON.stringify({ Version: "2012-10-17", Statement: statements });

/** The trust policy that the console made. */
export const CONSOLE_TRUST = policyText({
  Effect: "Allow",
  Principal: { Service: "panorama.amazonaws.com" },
  Action: "sts:AssumeRole",
});

/** Both roles, as the console made them at the first sign-in. */
export async function makeRoles(emulator: Emulator, trust = CONSOLE_TRUST): Promise<void> {
  const client = iam(emulator);
  await client.send(new CreateServiceLinkedRoleCommand({ AWSServiceName: "panorama.amazonaws.com" }));
  await client.send(
    new CreateRoleCommand({ RoleName: ROLE, Path: "/service-role/", AssumeRolePolicyDocument: trust }),
  );
  await client.send(new AttachRolePolicyCommand({ RoleName: ROLE, PolicyArn: MANAGED }));
}

/** An inline policy on the appliance role, as somebody wrote it by hand. */
export async function makeInlinePolicy(emulator: Emulator): Promise<void> {
  const PolicyDocument = policyText({ Effect: "Allow", Action: "logs:*", Resource: "*" });
  await iam(emulator).send(
    new PutRolePolicyCommand({ RoleName: ROLE, PolicyName: "by-hand", PolicyDocument }),
  );
}

/** The IoT policies of a Region: one that appliances use, and one that is left over. */
export async function makePolicies(emulator: Emulator, region: string): Promise<void> {
  const client = iot(emulator, region);
  const everything = policyText({ Effect: "Allow", Action: "iot:*", Resource: "*" });
  const policies = { panorama_default: everything, panorama_left: policyText() };
  for (const [policyName, policyDocument] of Object.entries(policies))
    await client.send(new CreatePolicyCommand({ policyName, policyDocument }));
}

export const makeThingType = (emulator: Emulator, region: string, thingTypeName: string) =>
  iot(emulator, region).send(
    new CreateThingTypeCommand({
      thingTypeName,
      thingTypeProperties: { thingTypeDescription: "Made by the console" },
    }),
  );

export interface ThingWish {
  readonly name: string;
  readonly type?: string;
  readonly attributes?: Record<string, string>;
  readonly active?: boolean;
}

/** A thing with a certificate under the Region's policy; gives the certificate's ARN. */
export async function makeAppliance(emulator: Emulator, region: string, wish: ThingWish): Promise<string> {
  const client = iot(emulator, region);
  await client.send(
    new CreateThingCommand({
      thingName: wish.name,
      ...(wish.type !== undefined && { thingTypeName: wish.type }),
      ...(wish.attributes && { attributePayload: { attributes: wish.attributes } }),
    }),
  );
  const principal = await makeCertificate(emulator, region, wish.active ?? true);
  await client.send(new AttachThingPrincipalCommand({ thingName: wish.name, principal }));
  return principal;
}

/** A certificate under the Region's policy, on no thing. */
export async function makeCertificate(emulator: Emulator, region: string, active = true): Promise<string> {
  const client = iot(emulator, region);
  const { certificateArn: target = "" } = await client.send(
    new CreateKeysAndCertificateCommand({ setAsActive: active }),
  );
  await client.send(new AttachPolicyCommand({ policyName: "panorama_default", target }));
  return target;
}

/** A bucket and an access point on it, with a policy where one is given. */
export async function makeAccessPoint(
  emulator: Emulator,
  region: string,
  { name, bucket, policy }: { name: string; bucket: string; policy?: string },
): Promise<void> {
  const place =
    region === "us-east-1" ? [] : ["--create-bucket-configuration", `LocationConstraint=${region}`];
  await awsCli(emulator, region, ["s3api", "create-bucket", "--bucket", bucket, ...place]);
  const own = ["--account-id", ACCOUNT, "--name", name];
  const block = ["BlockPublicAcls", "IgnorePublicAcls", "BlockPublicPolicy", "RestrictPublicBuckets"];
  await awsCli(emulator, region, [
    ...["s3control", "create-access-point", ...own, "--bucket", bucket],
    ...["--public-access-block-configuration", block.map((setting) => `${setting}=true`).join(",")],
  ]);
  if (policy === undefined) return;
  await awsCli(emulator, region, ["s3control", "put-access-point-policy", ...own, "--policy", policy]);
}

export const makeSecret = (emulator: Emulator, region: string, name: string, ...more: readonly string[]) =>
  awsCli(emulator, region, [
    ...["secretsmanager", "create-secret", "--name", name, "--secret-string", "a-password"],
    ...more,
  ]);
