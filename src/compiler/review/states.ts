import type { Model } from "../model";

/** What could leave keys or values of secrets in a state, and why nothing does. */
export function statesSection({ appliances, secrets, jobs }: Model): string[] {
  const isMade = appliances.some(({ certificate }) => certificate?.from === "csr");
  const isWritten = secrets.some(({ variable }) => variable !== undefined);
  const lines = [
    ...(isMade
      ? [
          "certificates are made from requests (CSR): their private keys were never in Terraform's reach. The requests and the certificates, which are public, stand in the state",
        ]
      : []),
    ...(secrets.length > 0
      ? [
          isWritten
            ? "values of secrets are ephemeral variables and write-only arguments, which Terraform keeps neither in a plan nor in a state"
            : "of secrets Terraform has only the shell: somebody else writes the values",
        ]
      : []),
    ...(jobs.length > 0 ? ["documents of jobs stand in the state as they stand in the spec"] : []),
    "policies, names, ARNs and tags stand in the state in plain text",
  ];
  return [
    "## What states hold",
    "No private key and no value of a secret:",
    lines.map((line) => `- ${line}`).join("\n"),
  ];
}
