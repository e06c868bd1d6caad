import type { Statement } from "./policy";

/** A secret as policies see it. */
export interface SecretScope {
  readonly name: string;
  readonly region: string;
  readonly kmsKeyId: string | undefined;
}

/**
 * Reading exactly these secrets, and decrypting with the keys declared for them, through Secrets Manager only. A
 * secret's ARN ends in a hyphen and six characters that AWS chooses: `??????` stands for them, where `*` would let in
 * every longer name too. https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_examples.html
 */
export function readsSecrets(account: string, secrets: readonly SecretScope[]): Statement[] {
  if (secrets.length === 0) return [];
  const keyed = secrets.flatMap(({ kmsKeyId, region }) =>
    kmsKeyId === undefined ? [] : [{ kmsKeyId, region }],
  );
  const decrypts: Statement = {
    sid: "DeclaredSecretKeys",
    effect: "Allow",
    actions: ["kms:Decrypt"],
    resources: [...new Set(keyed.map(({ kmsKeyId }) => kmsKeyId))],
    conditions: [
      {
        test: "StringEquals",
        variable: "kms:ViaService",
        values: [...new Set(keyed.map(({ region }) => `secretsmanager.${region}.amazonaws.com`))],
      },
    ],
  };
  return [
    {
      sid: "DeclaredSecrets",
      effect: "Allow",
      actions: ["secretsmanager:DescribeSecret", "secretsmanager:GetSecretValue"],
      resources: secrets.map(
        ({ name, region }) => `arn:aws:secretsmanager:${region}:${account}:secret:${name}-??????`,
      ),
    },
    ...(keyed.length > 0 ? [decrypts] : []),
  ];
}
