import { policyDocument } from "../../compiler/policies/policy";
import { accessPointPolicy } from "../../compiler/policies/storage";
import { type AccessPoint, type Account, isSeen } from "../account";
import { coversAction, type Statement, statementsOf } from "../judge/policy";

/** What the prefix of a spec's access point may be: nothing that a policy would read as a pattern. */
const PREFIX = /^[A-Za-z0-9/_.=-]+$/;

/** The prefix under which a policy lets the appliance role read, where it plainly says one. */
export function prefixIn(account: Account, point: AccessPoint): string | undefined {
  const patterns = statementsFor(account, point)
    .filter(
      ({ allows, actions = [] }) =>
        allows && actions.some((pattern) => coversAction(pattern, "s3:GetObject")),
    )
    .flatMap(({ resources = ["*"] }) => resources);
  const start = `${point.arn}/object/`;
  const [pattern = "", ...others] = new Set(patterns);
  if (others.length > 0 || !pattern.startsWith(start) || !pattern.endsWith("*")) return undefined;
  const prefix = pattern.slice(start.length, -1);
  return PREFIX.test(prefix) ? prefix : undefined;
}

/** The statements of an access point's policy that name the appliance role. */
function statementsFor({ applianceRole }: Account, { policy }: AccessPoint): Statement[] {
  if (!isSeen(applianceRole) || !isSeen(policy)) return [];
  return statementsOf(policy.document).filter(({ principals }) =>
    principals.some(({ id }) => id === applianceRole.arn),
  );
}

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

/** Whether a policy denies something that the spec's own policy would not. */
export function losesDenies(account: Account, point: AccessPoint, prefix: string | undefined): boolean {
  const { applianceRole, id } = account;
  if (!isSeen(point.policy)) return false;
  const own = isSeen(applianceRole)
    ? policyDocument(
        accessPointPolicy(
          { arn: point.arn, bucket: "", prefix: prefix ?? "" },
          { roleArn: applianceRole.arn, account: id, strictness: "account", quarantined: false },
        ),
      )
    : undefined;
  const kept = new Set(statementsOf(own).map(({ text }) => canonical(text)));
  return statementsOf(point.policy.document).some(
    ({ allows, text }) => !allows && !kept.has(canonical(text)),
  );
}

/** A statement as a text that does not depend on the order of its lists and keys, nor on its name. */
function canonical(value: unknown): string {
  if (Array.isArray(value))
    return value.length === 1 ? canonical(value[0]) : `[${value.map(canonical).sort().join()}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).filter(([key]) => key !== "Sid");
  return `{${entries
    .map(([key, inner]) => `${key}:${canonical(inner)}`)
    .sort()
    .join()}}`;
}
