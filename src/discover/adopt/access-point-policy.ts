import { policyDocument } from "../../compiler/policies/policy";
import { accessPointPolicy } from "../../compiler/policies/storage";
import { type AccessPoint, type Account, isSeen } from "../account";
import { statementsOf } from "../judge/policy";

/** Principals beside the appliance role that a policy lets in. */
export function otherReaders({ applianceRole }: Account, { policy }: AccessPoint): string[] {
  if (!isSeen(policy)) return [];
  const role = isSeen(applianceRole) ? applianceRole.arn : "";
  const ids = statementsOf(policy.document)
    .filter(({ allows }) => allows)
    .flatMap(({ principals }) =>
      principals.map(({ type, id }) => (type === "Not" ? `everybody but ${id}` : id)),
    );
  return [...new Set(ids)].filter((id) => id !== role).sort();
}

/** What of the spec's own policy of an access point matters here. */
export interface OwnPolicy {
  readonly prefix: string | undefined;
  readonly quarantined: boolean;
}

/** Whether a policy denies something that the spec's own policy would not. */
export function losesDenies(account: Account, point: AccessPoint, own: OwnPolicy): boolean {
  if (!isSeen(point.policy)) return false;
  const kept = new Set(ownStatements(account, point, own).map(({ text }) => canonical(text)));
  return statementsOf(point.policy.document).some(
    ({ allows, text }) => !allows && !kept.has(canonical(text)),
  );
}

/** In quarantine the role is denied everything, and with that whatever it is denied out of it. */
function ownStatements({ applianceRole, id }: Account, { arn }: AccessPoint, own: OwnPolicy) {
  if (!isSeen(applianceRole)) return [];
  const input = { roleArn: applianceRole.arn, account: id, strictness: "account" } as const;
  return (own.quarantined ? [true, false] : [false]).flatMap((quarantined) => {
    const point = { arn, bucket: "", prefix: own.prefix ?? "" };
    return statementsOf(policyDocument(accessPointPolicy(point, { ...input, quarantined })));
  });
}

/** A statement as a text that does not depend on the order of its lists and keys, nor on its name; `*` and `AWS: *` are one principal. */
function canonical(value: unknown): string {
  if (Array.isArray(value))
    return value.length === 1 ? canonical(value[0]) : `[${value.map(canonical).sort().join()}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).filter(([key]) => key !== "Sid");
  return `{${entries
    .map(
      ([key, inner]) => `${key}:${canonical(key === "Principal" && inner === "*" ? { AWS: inner } : inner)}`,
    )
    .sort()
    .join()}}`;
}
