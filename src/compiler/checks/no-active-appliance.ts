import { atValue, type Finding, type FindingKind, finding } from "../finding";
import type { Model } from "../model";
import type { Check } from "../rule";
import { listed } from "../text";

const kind: FindingKind = {
  code: "no-active-appliance",
  severity: "error",
  mildest: "warning",
  summary: "Without an active appliance there is nobody for whom the appliance role should be assumed.",
};

/** On strictness device an error; elsewhere a warning where all that there are have been retired. */
export const noActiveAppliance: Check = {
  kind,
  run({ model }) {
    const { strictness, lifecycle, appliances } = model;
    if (lifecycle !== "active" || appliances.some(({ state }) => state !== "retired")) return [];
    if (strictness === "device") return [nothingToName(appliances.length > 0)];
    return appliances.length > 0 ? [allRetired(model)] : [];
  },
};

function nothingToName(retired: boolean): Finding {
  const fact = 'strictness "device" has no active appliance to name in the trust policy';
  const ways = "add an appliance with its deviceId, or write strictness: region";
  const [message, help] = retired
    ? [
        `${fact}: all that the spec has are retired`,
        "write lifecycle: quarantined to let nobody in; or strictness: region, which lets in every device of their Regions",
      ]
    : [fact, ways];
  return finding(kind, atValue("strictness"), message, { help });
}

function allRetired({ strictness, deviceRegions, account }: Model): Finding {
  const whom = {
    service: "AWS Panorama on behalf of any account",
    account: `AWS Panorama on behalf of account ${account}`,
    region: `every device of ${listed(deviceRegions)}`,
    device: "nobody",
  }[strictness];
  const message = `every appliance is retired, but the trust policy of strictness "${strictness}" still lets in ${whom}`;
  const help = "write lifecycle: quarantined to let nobody in";
  return finding(kind, atValue("strictness"), message, { help, severity: "warning" });
}
