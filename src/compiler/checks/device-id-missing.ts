import { atValue, type FindingKind, finding } from "../finding";
import type { Check } from "../rule";
import { quoted } from "../text";

const kind: FindingKind = {
  code: "device-id-missing",
  severity: "error",
  summary: "On strictness device every appliance needs the id that AWS Panorama gave it.",
};

export const deviceIdMissing: Check = {
  kind,
  run({ model }) {
    const onDevice = model.strictness === "device";
    return model.appliances.flatMap((appliance) => {
      if (appliance.deviceId !== undefined) return [];
      const place = atValue(...appliance.path, "name");
      const message = `the appliance ${quoted(appliance.name)} has no "deviceId"`;
      if (!onDevice) {
        return [finding(kind, place, `${message}; strictness "device" will need it`, { severity: "info" })];
      }
      const help = "add deviceId: device-…, as AWS Panorama gave it, or write strictness: region";
      return [
        finding(kind, place, `${message}: on strictness "device" the trust policy can't name it`, { help }),
      ];
    });
  },
};
