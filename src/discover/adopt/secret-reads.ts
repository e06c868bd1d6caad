import { MANAGED_POLICY_ARN } from "../../compiler/policies/permissions";
import type { ApplianceRole } from "../account";
import { type Asked, perhapsMay, surelyMay } from "../judge/permissions";
import { statementsOf } from "../judge/policy";
import type { Draft } from "./draft";

type Secrets = Draft["secrets"];
type Secret = Secrets[number];

/**
 * Whether the role surely reads every adopted secret today, and decrypts with its key. Policies that nobody read may
 * hold a Deny.
 */
export function readsAll(secrets: Secrets, { attached, inline }: ApplianceRole): boolean {
  if (attached === "unseen" || attached.some((arn) => arn !== MANAGED_POLICY_ARN)) return false;
  if (inline === "unseen" || inline.some(({ document }) => document === undefined)) return false;
  const statements = statementsIn(inline);
  return secrets.every((secret) => requestsFor(secret).every((asked) => surelyMay(statements, asked)));
}

/** Names of the adopted secrets that the role's inline policies may let it read today. */
export function perhapsRead(secrets: Secrets, { inline }: ApplianceRole): string[] {
  const statements = statementsIn(inline);
  return secrets
    .filter((secret) =>
      requestsFor(secret)
        .slice(0, 1)
        .every((asked) => perhapsMay(statements, asked)),
    )
    .map(({ fields }) => fields.name);
}

const statementsIn = (inline: ApplianceRole["inline"]) =>
  inline === "unseen" ? [] : inline.flatMap(({ document }) => statementsOf(document));

/** What `readSecrets: true` lets the role do with a secret. */
function requestsFor({ region, fields: { arn = "", kmsKeyId } }: Secret): [Asked, ...Asked[]] {
  const reading = { action: "secretsmanager:GetSecretValue", resource: arn };
  if (kmsKeyId === undefined) return [reading];
  const context = { "kms:ViaService": `secretsmanager.${region}.amazonaws.com` };
  return [reading, { action: "kms:Decrypt", resource: kmsKeyId, context }];
}
