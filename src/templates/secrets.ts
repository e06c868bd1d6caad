import { SecretsmanagerSecret } from "@cdktf/provider-aws/lib/secretsmanager-secret";
import { SecretsmanagerSecretVersion } from "@cdktf/provider-aws/lib/secretsmanager-secret-version";
import type { Secret } from "../compiler/model";
import { add, addArns, addImport, addVariable, type Context, ignoring, reference } from "./parts";

/** Ephemeral variables came with 1.10, write-only arguments with 1.11. */
const WRITE_ONLY = "1.11.0";

/** The secrets of a Region. Their values come at apply, and are kept by Secrets Manager alone. */
export function addSecrets(context: Context): void {
  const arns: Record<string, string> = {};
  for (const secret of context.model.secrets) {
    if (secret.region !== context.stack.region) continue;
    const shell = addShell(context, secret);
    arns[secret.name] = reference(shell, "arn");
    if (secret.variable) addValue(context, secret, shell, secret.variable);
  }
  addArns(context, "secret_arns", arns);
}

/**
 * The secret without its value. Of one that is adopted, description and key stay where the spec gives none: Secrets
 * Manager leaves a key that an update does not name, so the plan would never come to an end.
 */
function addShell(context: Context, secret: Secret): SecretsmanagerSecret {
  const { name, description, kmsKeyId, recoveryWindowDays, source, arn } = secret;
  const kept = [
    ...(description === undefined ? ["description"] : []),
    ...(kmsKeyId === undefined ? ["kms_key_id"] : []),
  ];
  const shell = add(context, SecretsmanagerSecret, secret.address, {
    name,
    recoveryWindowInDays: recoveryWindowDays,
    ...(description !== undefined && { description }),
    ...(kmsKeyId !== undefined && { kmsKeyId }),
    ...(source === "import" && kept.length > 0 && ignoring(...kept)),
  });
  if (source === "import" && arn !== undefined) addImport(context, shell, arn);
  return shell;
}

/** https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/secretsmanager_secret_version */
function addValue(
  context: Context,
  secret: Secret,
  shell: SecretsmanagerSecret,
  { name, version }: NonNullable<Secret["variable"]>,
): void {
  context.requires.add(WRITE_ONLY);
  const value = addVariable(context, name, `Value of the secret ${secret.name}; never stored in state`);
  add(context, SecretsmanagerSecretVersion, secret.address, {
    secretId: reference(shell, "id"),
    secretStringWo: value,
    secretStringWoVersion: version,
  });
}
