import { atValue, type FindingKind, finding } from "../finding";
import type { Check } from "../rule";

const kind: FindingKind = {
  code: "no-active-appliance",
  severity: "error",
  summary: "Strictness device names the appliances in the trust policy, so there must be one.",
};

export const noActiveAppliance: Check = {
  kind,
  run({ model }) {
    if (model.strictness !== "device" || model.appliances.length > 0) return [];
    const message = 'strictness "device" has no active appliance to name in the trust policy';
    const help = "add an appliance with its deviceId, or write strictness: region";
    return [finding(kind, atValue("strictness"), message, { help })];
  },
};
