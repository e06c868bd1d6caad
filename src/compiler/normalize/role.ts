import type { AccessPoint, Appliance, ApplianceRole, Secret } from "../model";
import { inlinePermissions, MANAGED_POLICY_ARN, NO_PERMISSIONS } from "../policies/permissions";
import { applianceTrust, deviceArn, type TrustInput } from "../policies/trust";
import type * as Spec from "../spec.generated";

interface Surroundings {
  readonly appliances: readonly Appliance[];
  readonly deviceRegions: readonly string[];
  readonly accessPoints: readonly AccessPoint[];
  readonly secrets: readonly Secret[];
}

const NAME = "AWSPanoramaApplianceServiceRole";

const pathOf = (spec: Spec.Spec): string => spec.roles?.appliance?.path ?? "/service-role/";

/** The appliance role's ARN, which resource policies name. */
export const applianceRoleArn = (spec: Spec.Spec): string =>
  `arn:aws:iam::${spec.account.id}:role${pathOf(spec)}${NAME}`;

/** The appliance role of a document: who may assume it, and what it may do. */
export function applianceRole(spec: Spec.Spec, around: Surroundings): ApplianceRole {
  const role = spec.roles?.appliance ?? {};
  const scoped = (role.permissions ?? (spec.strictness === "device" ? "scoped" : "managed")) === "scoped";
  const readSecrets = role.readSecrets ?? spec.strictness !== "service";
  const trustInput = trustInputOf(spec, around);
  const policy = trustInput.quarantined
    ? NO_PERMISSIONS
    : inlinePermissions({
        account: spec.account.id,
        scoped,
        regions: around.deviceRegions,
        accessPoints: around.accessPoints,
        secrets: readSecrets ? around.secrets : [],
      });
  return {
    source: role.source ?? "create",
    name: NAME,
    path: pathOf(spec),
    arn: applianceRoleArn(spec),
    description: "AWS Panorama appliances",
    trust: applianceTrust(trustInput),
    trustInput,
    managedPolicyArn: scoped ? undefined : MANAGED_POLICY_ARN,
    // A document is one account, so its name stands in no name of AWS: it can be changed without replacing anything.
    inline: policy && { name: "panorama-appliance", policy },
    permissionsBoundary: role.permissionsBoundary,
    readSecrets,
  };
}

function trustInputOf(spec: Spec.Spec, { appliances, deviceRegions }: Surroundings): TrustInput {
  return {
    strictness: spec.strictness,
    account: spec.account.id,
    regions: deviceRegions,
    quarantined: spec.lifecycle === "quarantined",
    deviceArns: [
      ...new Set(appliances.flatMap((appliance) => trustedArns(appliance, spec.account.id))),
    ].sort(),
    overflow: spec.roles?.appliance?.overflow ?? "refuse",
    quota: spec.roles?.appliance?.trustPolicyQuota ?? 2048,
  };
}

/** What the trust policy of strictness `device` names for an appliance. */
function trustedArns({ region, deviceId, state }: Appliance, account: string): string[] {
  if (state === "retired") return [];
  return [
    ...(deviceId === undefined ? [] : [deviceArn(region, account, deviceId)]),
    // Its new id isn't known yet.
    ...(state === "reprovisioning" ? [deviceArn(region, account, "*")] : []),
  ];
}
