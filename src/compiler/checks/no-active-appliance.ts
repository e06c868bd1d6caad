import { atValue, type FindingKind, finding } from "../finding";
import type { Check } from "../rule";

const kind: FindingKind = {
  code: "no-active-appliance",
  severity: "error",
  summary: "Strictness device names the appliances in the trust policy, so there must be one.",
};

export const noActiveAppliance: Check = {
  kind,
  run({ model: { strictness, lifecycle, appliances } }) {
    const isNeeded = strictness === "device" && lifecycle === "active";
    if (!isNeeded || appliances.some(({ state }) => state !== "retired")) return [];
    const fact = 'strictness "device" has no active appliance to name in the trust policy';
    const ways = "add an appliance with its deviceId, or write strictness: region";
    const [message, help] =
      appliances.length === 0
        ? [fact, ways]
        : [
            `${fact}: all that the spec has are retired`,
            `${ways}, or lifecycle: quarantined to let nobody in`,
          ];
    return [finding(kind, atValue("strictness"), message, { help })];
  },
};
