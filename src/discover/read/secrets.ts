import type { Secret } from "../account";
import { type Asker, allOf } from "../aws/asker";
import { calls } from "../aws/calls";

/** The secrets that Panorama's service-linked role reaches. Their values are never asked for. */
export async function readSecrets(asker: Asker): Promise<Secret[]> {
  const found = await allOf(asker, calls.listSecrets, { MaxResults: 100 }, ({ SecretList, NextToken }) => ({
    items: SecretList,
    next: NextToken === undefined ? undefined : { NextToken },
  }));
  if (found === "unseen") return [];
  return found
    .filter(({ Name = "" }) => /^[pP]anorama/.test(Name))
    .map((secret) => ({
      name: secret.Name ?? "",
      arn: secret.ARN ?? "",
      description: secret.Description || undefined,
      kmsKeyId: secret.KmsKeyId || undefined,
      owner: secret.OwningService || undefined,
      replicaOf:
        secret.PrimaryRegion === undefined || secret.PrimaryRegion === asker.region
          ? undefined
          : secret.PrimaryRegion,
      tagKeys: (secret.Tags ?? []).flatMap(({ Key }) => Key ?? []),
    }));
}
