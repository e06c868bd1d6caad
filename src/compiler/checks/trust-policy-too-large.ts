import { atKey, atValue, type FindingKind, finding } from "../finding";
import type { ApplianceRole } from "../model";
import { devicesThatFit } from "../policies/trust";
import type { Check } from "../rule";
import { counted } from "../text";

const kind: FindingKind = {
  code: "trust-policy-too-large",
  severity: "error",
  summary:
    "A role's trust policy must fit into its quota, which the provider does not check before AWS does.",
};

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html: "Role trust policy JSON text" */
export const trustPolicyTooLarge: Check = {
  kind,
  run({ model }) {
    const role = model.roles.appliance;
    if (role.trust.size <= role.trust.quota) return [];
    const place = model.appliances.length > 0 ? atKey("appliances") : atValue("strictness");
    return [finding(kind, place, messageOf(role), { help: helpOf(role) })];
  },
};

function messageOf(role: ApplianceRole): string {
  const { size, quota } = role.trust;
  const wanted = counted(role.trustInput.deviceArns.length, "appliance");
  const fits = devicesThatFit(role.trustInput);
  return `the trust policy of ${wanted} has ${size} characters; the quota is ${quota}, into which ${fits} of them fit`;
}

function helpOf(role: ApplianceRole): string {
  const region = "add roles: { appliance: { overflow: region } } for the wider rung";
  if (role.trust.size > 8192) return `${region}; AWS grants at most 8192 characters`;
  return `${region}, or have AWS raise quota L-C07B4B0D and write trustPolicyQuota: ${roundUp(role.trust.size)}`;
}

const roundUp = (size: number): number => Math.min(8192, Math.ceil(size / 1024) * 1024);
