import { quoted } from "../../compiler/text";
import type { Account, Place, Secret } from "../account";
import { keyOf } from "../judge/kinds";
import type { Draft, Entry, LeftOut } from "./draft";

type Fields = Draft["secrets"][number]["fields"];

export function secretEntry(account: Account, { region }: Place, secret: Secret): Entry<Fields> | LeftOut {
  const { name, arn, description, kmsKeyId, owner, replicaOf } = secret;
  const subject = `the secret ${quoted(name)}`;
  const leftOut = (why: string): LeftOut => ({ where: region, subject, why });
  if (owner !== undefined) return leftOut(`the AWS service ${quoted(owner)} keeps it`);
  if (replicaOf !== undefined) return leftOut(`it is a replica of the one in ${replicaOf}`);
  const key = keyArn(account, region, kmsKeyId);
  if (key === "alias")
    return leftOut(
      `its key is known by the alias ${quoted(kmsKeyId ?? "")} only, which policies can't name: give it its key by the key's ARN first (aws secretsmanager update-secret --kms-key-id)`,
    );
  return {
    key: keyOf("secret", region, name),
    region,
    subject,
    fields: {
      name,
      source: "import",
      arn,
      ...(region !== account.regions[0] && { region }),
      ...(description !== undefined && { description }),
      ...(key !== undefined && { kmsKeyId: key }),
    },
    notes: [],
  };
}

/** The ARN of a secret's key; undefined for AWS's own. */
export function keyArn(
  { id }: Account,
  region: string,
  key: string | undefined,
): string | "alias" | undefined {
  if (key === undefined || /(^|:)alias\/aws\/secretsmanager$/.test(key)) return undefined;
  if (/(^|:)alias\//.test(key)) return "alias";
  return key.startsWith("arn:") ? key : `arn:aws:kms:${region}:${id}:key/${key}`;
}
