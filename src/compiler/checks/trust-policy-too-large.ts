import { atKey, type FindingKind, finding } from "../finding";
import type { ApplianceRole, Model } from "../model";
import { devicesNamed, devicesThatFit, regionsLetIn } from "../policies/trust";
import { roleRepair } from "../role-repair";
import type { Check } from "../rule";
import { counted, listed } from "../text";
import type { Tree } from "../yaml/tree";

const kind: FindingKind = {
  code: "trust-policy-too-large",
  severity: "error",
  summary:
    "A role's trust policy must fit into its quota, which the provider does not check before AWS does.",
};

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html: "Role trust policy JSON text" */
export const trustPolicyTooLarge: Check = {
  kind,
  run({ model, document }) {
    const role = model.roles.appliance;
    if (role.trust.size <= role.trust.quota) return [];
    const help = helpOf(model, document.tree);
    return [finding(kind, atKey("appliances"), messageOf(role), { help })]; // without any it is far below any quota
  },
};

function messageOf(role: ApplianceRole): string {
  const { size, quota } = role.trust;
  const wanted = counted(devicesNamed(role.trustInput).length, "appliance");
  const fits = devicesThatFit(role.trustInput);
  const regions = regionsLetIn(role.trustInput);
  const beside =
    regions.length > 0 ? ` and of every device of ${listed(regions)}, where one is being reprovisioned,` : "";
  return `the trust policy of ${wanted}${beside} has ${size} characters; the quota is ${quota}, into which ${fits} of them fit`;
}

function helpOf(model: Model, tree: Tree): string {
  const { size } = model.roles.appliance.trust;
  return `${quotaHelp(size, tree)}; or ${roleRepair(tree, "overflow", "region")}, which lets in every device of ${listed(model.deviceRegions)}`;
}

/** The most that AWS grants, in characters. */
const LARGEST_QUOTA = 8192;

/** How a trust policy of a size, in characters, could fit after all. */
export function quotaHelp(size: number, tree: Tree): string {
  if (size > LARGEST_QUOTA) return `name fewer appliances: AWS grants at most ${LARGEST_QUOTA} characters`;
  const quota = Math.min(LARGEST_QUOTA, Math.ceil(size / 1024) * 1024);
  return `have AWS raise quota L-C07B4B0D to ${quota} or more, and ${roleRepair(tree, "trustPolicyQuota", String(quota))}`;
}
