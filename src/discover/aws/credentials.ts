import { defaultProvider } from "@aws-sdk/credential-provider-node";
import { loadSharedConfigFiles } from "@smithy/core/config";
import type { NodeHttpHandler } from "@smithy/node-http-handler";
import { quoted } from "../../compiler/text";
import { Failure } from "../failure";
import type { Environment } from "./proxy";

export interface Identity {
  /** The profile that the command line names. */
  readonly profile: string | undefined;
  readonly env: Environment;
}

/** Keys in the environment; a profile that the command line names goes before them. */
function keysOf({ profile, env }: Identity) {
  const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey } = env;
  if (profile !== undefined || !accessKeyId || !secretAccessKey) return undefined;
  const sessionToken = env.AWS_SESSION_TOKEN;
  return { accessKeyId, secretAccessKey, ...(sessionToken && { sessionToken }) };
}

/** The profile whose credentials hold, if it has been named: on the command line or by AWS_PROFILE. */
export function profileOf(identity: Identity): string | undefined {
  if (keysOf(identity) !== undefined) return undefined;
  return identity.profile ?? (identity.env.AWS_PROFILE || undefined);
}

/**
 * Credentials as the AWS CLI finds them. The SDK's own chain differs in two places: with keys in the environment it
 * rather takes AWS_PROFILE, and where a profile is missing it goes on to the machine's own role.
 */
export async function credentialsOf(identity: Identity, requestHandler: NodeHttpHandler) {
  const keys = keysOf(identity);
  if (keys !== undefined) return keys;
  const profile = profileOf(identity);
  if (profile !== undefined) await refuseMissing(profile);
  return defaultProvider({
    ...(profile !== undefined && { profile }),
    clientConfig: { requestHandler },
    logger,
  });
}

/** The SDK would write a warning to the console where the command line's profile goes before keys in the environment. */
const nothing = (): void => {};
const logger = { trace: nothing, debug: nothing, info: nothing, warn: nothing, error: nothing };

async function refuseMissing(profile: string): Promise<void> {
  const { configFile, credentialsFile } = await loadSharedConfigFiles();
  if (configFile[profile] !== undefined || credentialsFile[profile] !== undefined) return;
  throw new Failure(
    `there is no profile ${quoted(profile)} in the AWS configuration; aws configure list-profiles names those that are there`,
  );
}
