import { tmpdir } from "node:os";
import { IAMClient } from "@aws-sdk/client-iam";
import { IoTClient } from "@aws-sdk/client-iot";
import { run } from "./command";
import type { Emulator } from "./emulator";

const DEFAULT_REGION = "us-east-1";

/** An IAM client that sees only the emulator. */
export function iam(emulator: Emulator, region = DEFAULT_REGION): IAMClient {
  return new IAMClient(connection(emulator, region));
}

/** An IoT client that sees only the emulator, in one region of it. */
export function iot(emulator: Emulator, region = DEFAULT_REGION): IoTClient {
  return new IoTClient(connection(emulator, region));
}

/** What the AWS CLI answers, as JSON; undefined where it says nothing. Throws with its standard error when it fails. */
export async function awsCli(emulator: Emulator, region: string, args: readonly string[]): Promise<unknown> {
  const setting = { cwd: tmpdir(), env: emulator.env, signal: new AbortController().signal };
  const { stdout } = await run("aws", [...args, "--region", region, "--output", "json"], setting);
  return stdout.trim() === "" ? undefined : JSON.parse(stdout);
}

/** Makes an S3 bucket, in us-east-1: what a state backend needs before `init`. */
export async function makeBucket(emulator: Emulator, name: string): Promise<void> {
  const response = await fetch(`${emulator.url}/${name}`, { method: "PUT" });
  if (!response.ok) throw new Error(`bucket ${name}: ${response.status} ${await response.text()}`);
  await response.arrayBuffer();
}

function connection(emulator: Emulator, region: string) {
  return {
    region,
    endpoint: emulator.url,
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
    // The emulator answers or fails for good; more attempts only hide which.
    maxAttempts: 1,
  };
}
