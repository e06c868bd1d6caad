import { atValue, type FindingKind, finding } from "../finding";
import type { Check } from "../rule";
import { counted, listed, quoted } from "../text";

const kind: FindingKind = {
  code: "device-id-unusual",
  severity: "warning",
  summary:
    "A device id has another form than all that AWS has published: a typing error locks the appliance out.",
};

/** The form of every id in the Panorama Developer Guide; the API's own pattern is wider, hence a warning. */
const USUAL = /^device-[a-z2-7]{26}$/;

export const deviceIdUnusual: Check = {
  kind,
  run({ model }) {
    return model.appliances.flatMap(({ deviceId, state, path }) => {
      // No policy holds the id of a retired one.
      if (deviceId === undefined || state === "retired" || USUAL.test(deviceId)) return [];
      const message = `the device id ${quoted(deviceId)} is not "device-" and 26 characters of a-z and 2-7: it ${oddityOf(deviceId)}`;
      const lockedOut = model.strictness === "device" ? ": the trust policy lets no other device in" : "";
      const help = `compare it with the id that AWS Panorama gave${lockedOut}`;
      return [finding(kind, atValue(...path, "deviceId"), message, { help })];
    });
  },
};

const START = "device-";

function oddityOf(deviceId: string): string {
  if (!deviceId.startsWith(START)) return 'does not start with "device-"';
  const rest = deviceId.slice(START.length);
  if (rest.length !== 26) return `has ${counted(rest.length, "character")} after "device-"`;
  const others = [...new Set(rest.replace(/[a-z2-7]/g, ""))];
  return others.length > 3 ? "has other characters" : `has ${listed(others.map(quoted))}`;
}
