import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

export const ROLE = "AWSPanoramaApplianceServiceRole";
export const LOCAL = "harness-local";
export const REMOTE = "harness-remote";
export const STATE_BUCKET = "harness-states";
/** IoT replaces it, as a policy variable, by the name of the thing that connects. */
export const THING_NAME = "iot:Connection.Thing.ThingName";
const TAGS = { "managed-by": "panorama-compile", owner: "harness" };

/** One stack of an output folder, with a required variable and the `resource` blocks given. */
function stack(backend: object, region: string, resource: object, output?: object): object {
  return {
    ...(output === undefined ? {} : { output }), // Terraform refuses an empty block
    provider: {
      aws: [{ allowed_account_ids: ["123456789012"], default_tags: [{ tags: TAGS }], region }],
    },
    resource,
    terraform: {
      backend,
      required_providers: { aws: { source: "hashicorp/aws", version: ">= 5.100.0, < 7.0.0" } },
      required_version: ">= 1.11.0",
    },
    variable: { floor: { type: "string", nullable: false } },
  };
}

function policy(statement: object): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", ...statement }] });
}

/** A role, an IoT policy and things, with a local state. */
export function localStack(things: Readonly<Record<string, object>>): object {
  const backend = { local: { path: `../../../terraform.${LOCAL}.tfstate` } };
  const trust = policy({ Action: "sts:AssumeRole", Principal: { Service: "panorama.amazonaws.com" } });
  // Terraform writes "$${" as "${": the variable is for IoT to replace.
  const connect = policy({
    Action: "iot:Connect",
    Resource: `arn:aws:iot:us-east-1:123456789012:client/$${ref(THING_NAME)}`,
  });
  const resource = {
    aws_iam_role: { appliance: { name: ROLE, path: "/service-role/", assume_role_policy: trust } },
    aws_iot_policy: { appliance: { name: "panorama-harness", policy: connect } },
    aws_iot_thing: things,
  };
  const output = { role_arn: { value: ref("aws_iam_role.appliance.arn") } };
  return stack(backend, "us-east-1", resource, output);
}

/** A thing and a bucket in another region than that of its state, which is in S3. */
export function remoteStack(): object {
  const s3 = {
    bucket: STATE_BUCKET,
    key: `${REMOTE}.tfstate`,
    region: "us-east-1",
    use_lockfile: true,
    encrypt: true,
  };
  // Another region and S3's own host names: what the emulator, being a proxy, has to tell apart.
  const resource = {
    aws_s3_bucket: { packages: { bucket: "harness-nodepackage-store-123456789012" } },
    aws_iot_thing: { "dock-3": { name: "panorama-dock-3" } },
  };
  return stack({ s3 }, "eu-west-1", resource);
}

/** Writes stacks as our output folder has them; returns the folder. */
export async function writeOutput(folder: string, stacks: Readonly<Record<string, object>>): Promise<string> {
  for (const [name, content] of Object.entries(stacks)) {
    await mkdir(join(folder, "stacks", name), { recursive: true });
    await writeFile(join(folder, "stacks", name, "cdk.tf.json"), JSON.stringify(content));
  }
  return folder;
}

/** What Terraform, and IoT in a policy, replace by a value. */
export function ref(name: string): string {
  return `\${${name}}`;
}
