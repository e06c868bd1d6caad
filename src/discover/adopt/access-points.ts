import { quoted } from "../../compiler/text";
import type { AccessPoint, Account, Place } from "../account";
import { keyOf } from "../judge/kinds";
import { prefixIn } from "./access-point-reads";
import type { Draft, Entry, LeftOut } from "./draft";

type Fields = Draft["accessPoints"][number]["fields"];

/** An access point's entry. Its Region is its bucket's, which says it. */
export function accessPointEntry(
  account: Account,
  { region }: Place,
  point: AccessPoint,
): Entry<Fields> | LeftOut {
  const { name, detail, policy } = point;
  const subject = `the access point ${quoted(name)}`;
  const leftOut = (why: string): LeftOut => ({ where: region, subject, why });
  if (detail === "unseen") return leftOut("its bucket could not be read (s3:GetAccessPoint)");
  const { bucket, bucketAccount, vpcId, nothingPublic } = detail;
  if (bucketAccount !== undefined && bucketAccount !== account.id)
    return leftOut(`its bucket ${quoted(bucket)} belongs to the account ${quoted(bucketAccount)}`);
  if (!nothingPublic)
    return leftOut("it does not block all public access, which can't be changed: Terraform would replace it");
  const prefix = prefixIn(account, point);
  return {
    key: keyOf("access point", region, name),
    region,
    subject,
    fields: {
      name,
      source: "import",
      bucket,
      ...(prefix !== undefined && { prefix }),
      ...(vpcId !== undefined && { vpcId }),
      ...(policy === "absent" && { policy: "create" }),
    },
    notes: [
      ...(policy === "absent" ? ["it has no policy yet"] : []),
      ...(policy === "unseen"
        ? ["its policy could not be read (s3:GetAccessPointPolicy): where it has none, write policy: create"]
        : []),
    ],
  };
}
