import { atEntries, atValue, type Finding, type FindingKind, finding } from "../finding";
import { type Appliance, inFileOrder, type Model } from "../model";
import type { Check } from "../rule";
import { counted, namesOf, quoted } from "../text";

const kind: FindingKind = {
  code: "device-id-missing",
  severity: "error",
  mildest: "info",
  summary: "On strictness device every active appliance needs the id that AWS Panorama gave it.",
};

export const deviceIdMissing: Check = {
  kind,
  run({ model }) {
    const missing = inFileOrder(model.appliances).filter(
      ({ deviceId, state }) => deviceId === undefined && state === "active",
    );
    const isNeeded = model.strictness === "device" && model.lifecycle === "active";
    return isNeeded ? missing.map(unnamed) : laterNeeded(model, missing);
  },
};

function unnamed({ name, path }: Appliance): Finding {
  const message = `the appliance ${quoted(name)} has no "deviceId": on strictness "device" the trust policy can't name it`;
  const help = "add deviceId: device-…, as AWS Panorama gave it, or write strictness: region";
  return finding(kind, atValue(...path, "name"), message, { help });
}

/** One finding for all of them: nobody has to do anything yet. */
function laterNeeded({ strictness }: Model, missing: readonly Appliance[]): Finding[] {
  if (missing.length === 0) return [];
  const whose =
    missing.length === 1
      ? `the appliance ${namesOf(missing)} has no "deviceId"`
      : `${counted(missing.length, "appliance")} have no "deviceId": ${namesOf(missing)}`;
  const when = strictness === "device" ? " once the account is active again" : "";
  const message = `${whose}; strictness "device" will need it${when}`;
  return [finding(kind, atEntries(missing, "name"), message, { severity: "info" })];
}
