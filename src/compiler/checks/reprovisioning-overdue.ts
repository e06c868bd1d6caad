import { atValue, type FindingKind, finding } from "../finding";
import type { Check } from "../rule";
import { quoted } from "../text";
import { beingReprovisioned } from "./reprovisioning";

const kind: FindingKind = {
  code: "reprovisioning-overdue",
  severity: "error",
  mildest: "warning",
  summary: "The day by which an appliance was to have its new device id has passed.",
};

/** Only a warning where the trust policy does not depend on device ids. */
export const reprovisioningOverdue: Check = {
  kind,
  run: ({ model, today }) =>
    beingReprovisioned(model).flatMap(({ name, region, until, path }) => {
      if (until >= today) return [];
      const place = atValue(...path, "until");
      const fact = `the appliance ${quoted(name)} was to have its new device id by ${until}, and it is ${today} (UTC)`;
      const help = `write the new deviceId, and remove state and until; or write a later day in until; or state: retired if it does not come back`;
      if (model.strictness !== "device") {
        const message = `${fact}; on strictness "${model.strictness}" the trust policy does not depend on it`;
        return [finding(kind, place, message, { help, severity: "warning" })];
      }
      const message = `${fact}; the trust policy would go on letting in every device of ${region} in this account`;
      return [finding(kind, place, message, { help })];
    }),
};
