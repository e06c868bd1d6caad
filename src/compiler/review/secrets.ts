import type { Model, Secret } from "../model";
import { counted } from "../text";

/** How many secrets are listed: hundreds would not fit into a pull request's page. */
const MOST_SECRETS = 50;

/** Which secrets there are, where their values come from, and who may read them. */
export function secretsSection(model: Model): string[] {
  if (model.secrets.length === 0) return [];
  const lines = model.secrets.map(secretLine);
  const more = lines.length - MOST_SECRETS;
  return [
    "## Secrets",
    "No value of a secret stands in the spec, in this output, in a plan or in a state.",
    [
      "| secret | Region | key | value | once deleted |",
      "| --- | --- | --- | --- | --- |",
      ...(more > 0 ? [...lines.slice(0, MOST_SECRETS), `| and ${more} more | | | | |`] : lines),
    ].join("\n"),
    ...variables(model),
    `**Who may read them:** ${readers(model)}`,
    "AWSServiceRoleForAWSPanorama may read every secret of the account whose name starts with `panorama` or `Panorama`, by AWS's own policy and so on every strictness; one with a key of its own only where that key's policy lets it. Everybody else may do what their own policies say.",
  ];
}

/** What an adopted secret keeps where the spec gives nothing else. */
const KEPT = "the one that it has";

function secretLine(secret: Secret): string {
  const { name, region, source, kmsKeyId, recoveryWindowDays: days } = secret;
  const unsaid = source === "import" ? KEPT : "`aws/secretsmanager`, AWS's own";
  const key = kmsKeyId === undefined ? unsaid : `\`${kmsKeyId}\``;
  const gone =
    days === 0 ? "**gone at once and for good**" : `can be brought back for ${counted(days, "day")}`;
  return `| \`${name}\` | ${region} | ${key} | ${valueText(secret)} | ${gone} |`;
}

function valueText({ source, variable }: Secret): string {
  if (variable === undefined) return source === "import" ? KEPT : "written by somebody else";
  const replaced = source === "import" ? `, **in place of ${KEPT}**` : "";
  return `\`TF_VAR_${variable.name}\`, version ${variable.version}${replaced}`;
}

/** https://developer.hashicorp.com/terraform/language/resources/ephemeral/write-only */
function variables({ secrets }: Model): string[] {
  if (secrets.every(({ variable }) => variable === undefined)) return [];
  const text =
    "Terraform asks for each `TF_VAR_…` at every plan, apply and destroy, and writes its value only when the version is new to the state: raise `valueVersion` to write another, which a plan shows as a replaced version of the secret. It needs Terraform 1.11.";
  return [text];
}

function readers({ roles, strictness, secrets, lifecycle }: Model): string {
  if (lifecycle === "quarantined")
    return "by this spec nobody: in quarantine the appliance role is denied everything.";
  const { readSecrets, inline } = roles.appliance;
  if (!readSecrets || !inline)
    return "by this spec nobody: the appliance role does not (`readSecrets: false`).";
  const keys = secrets.some(({ kmsKeyId }) => kmsKeyId !== undefined)
    ? "; `DeclaredSecretKeys` lets it decrypt with their keys, through Secrets Manager only"
    : "";
  const whose = strictness === "service" ? " AWS Panorama may assume it **on behalf of any account**." : "";
  return `the appliance role, these and no others, by the statement \`DeclaredSecrets\` of its inline policy \`${inline.name}\`${keys}.${whose}`;
}
