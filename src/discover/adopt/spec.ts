import { MANAGED_POLICY_ARN } from "../../compiler/policies/permissions";
import type { ApplianceRole as RoleFields, Spec } from "../../compiler/spec.generated";
import { groupedBy } from "../../compiler/values";
import { type ApplianceRole, isSeen } from "../account";
import { PANORAMA_REGIONS, trustedBy } from "../judge/trust";
import type { Draft } from "./draft";
import { readsAll } from "./secret-reads";

/** A draft as the spec that says it. */
export function specOf(draft: Draft): Spec {
  const { account, name, appliances, accessPoints, secrets } = draft;
  const [region] = account.regions;
  const { strictness, quarantined } = rungOf(draft);
  const buckets = bucketsOf(draft);
  const iotPolicies = iotPoliciesOf(draft);
  return {
    apiVersion: "panorama-compile/v1",
    name,
    account: { id: account.id, region },
    strictness,
    ...(quarantined && { lifecycle: "quarantined" }),
    roles: rolesOf(draft),
    ...(appliances.length > 0 && { appliances: appliances.map(({ fields }) => fields) }),
    ...(iotPolicies.length > 0 && { iotPolicies }),
    ...(buckets.length > 0 && { buckets }),
    ...(accessPoints.length > 0 && { accessPoints: accessPoints.map(({ fields }) => fields) }),
    ...(secrets.length > 0 && { secrets: secrets.map(({ fields }) => fields) }),
  };
}

/**
 * The rung that lets in as little as today's trust policy, as far as one does: `region` where it looks at ARNs, or lets
 * in some Regions only. `account` where there is no role yet.
 */
export function rungOf({ account: { id, applianceRole } }: Draft): {
  readonly strictness: "account" | "region";
  readonly quarantined: boolean;
} {
  if (!isSeen(applianceRole)) return { strictness: "account", quarantined: false };
  const { regions, namesArns, anybody } = trustedBy(applianceRole.trust, id);
  const letsInSome = anybody && regions.length < PANORAMA_REGIONS.length;
  return { strictness: namesArns || letsInSome ? "region" : "account", quarantined: !anybody };
}

function rolesOf(draft: Draft): NonNullable<Spec["roles"]> {
  const { serviceLinkedRole, applianceRole } = draft.account;
  const isAdopted = isSeen(applianceRole) && draft.roleRefused === undefined;
  return {
    serviceLinked: isSeen(serviceLinkedRole) ? "import" : "omit",
    ...(isAdopted && { appliance: adoptedRole(draft, applianceRole) }),
    // A role that is made gets no right that nobody has today.
    ...(!isAdopted && draft.secrets.length > 0 && { appliance: { readSecrets: false } }),
  };
}

function adoptedRole(draft: Draft, role: ApplianceRole): RoleFields {
  const { path, boundary, attached } = role;
  return {
    source: "import",
    path,
    ...(attached !== "unseen" && {
      permissions: attached.includes(MANAGED_POLICY_ARN) ? "managed" : "scoped",
    }),
    ...(draft.secrets.length > 0 && { readSecrets: readsAll(draft.secrets, role) }),
    ...(boundary !== undefined && { permissionsBoundary: boundary }),
  };
}

/** The buckets behind the access points, which stay as they are. */
function bucketsOf({ account, accessPoints }: Draft): NonNullable<Spec["buckets"]> {
  const [home] = account.regions;
  const groups = groupedBy(accessPoints, ({ fields }) => fields.bucket);
  return [...groups].flatMap(([name, [first]]) =>
    first === undefined
      ? []
      : [{ name, source: "existing" as const, ...(first.region !== home && { region: first.region }) }],
  );
}

/** Where an earlier spec's IoT policy is still there. */
function iotPoliciesOf({ account, appliances }: Draft): NonNullable<Spec["iotPolicies"]> {
  const [home] = account.regions;
  return account.places.flatMap(({ region, policies }) => {
    const isThere = policies !== "unseen" && policies.some(({ name }) => name === iotPolicyName(region));
    const isUsed = appliances.some(
      (entry) => entry.region === region && entry.fields.certificate !== undefined,
    );
    return isThere && isUsed ? [{ ...(region !== home && { region }), source: "import" as const }] : [];
  });
}

/** What every certificate of a Region's appliances gets. */
export const iotPolicyName = (region: string): string => `panorama-${region}-appliance`;
