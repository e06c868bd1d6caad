import { atValue, type FindingKind, finding } from "../finding";
import type { Check } from "../rule";
import { quoted } from "../text";

const kind: FindingKind = {
  code: "device-id-missing",
  severity: "error",
  summary: "On strictness device every active appliance needs the id that AWS Panorama gave it.",
};

export const deviceIdMissing: Check = {
  kind,
  run({ model }) {
    const isNeeded = model.strictness === "device" && model.lifecycle === "active";
    return model.appliances.flatMap((appliance) => {
      if (appliance.deviceId !== undefined || appliance.state !== "active") return [];
      const place = atValue(...appliance.path, "name");
      const message = `the appliance ${quoted(appliance.name)} has no "deviceId"`;
      if (!isNeeded) {
        const when = model.strictness === "device" ? " once the account is active again" : "";
        const later = `${message}; strictness "device" will need it${when}`;
        return [finding(kind, place, later, { severity: "info" })];
      }
      const help = "add deviceId: device-…, as AWS Panorama gave it, or write strictness: region";
      return [
        finding(kind, place, `${message}: on strictness "device" the trust policy can't name it`, { help }),
      ];
    });
  },
};
