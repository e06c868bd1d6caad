import { isDay } from "../day";
import { atValue, type FindingKind, finding } from "../finding";
import { type Appliance, inFileOrder, type Model } from "../model";
import type { Check } from "../rule";
import { quoted } from "../text";

const kind: FindingKind = {
  code: "reprovisioning",
  severity: "warning",
  summary: "While an appliance has no device id yet, the trust policy lets in every device of its Region.",
};

export const reprovisioning: Check = {
  kind,
  run: ({ model, today }) =>
    beingReprovisioned(model).flatMap(({ name, region, until, path }) => {
      if (until < today) return [];
      const place = atValue(...path, "state");
      const fact = `the appliance ${quoted(name)} is being reprovisioned until ${until} (UTC)`;
      if (model.strictness !== "device") {
        const message = `${fact}; on strictness "${model.strictness}" the trust policy does not change for it`;
        return [finding(kind, place, message, { severity: "info" })];
      }
      const message = `${fact}; until then the trust policy lets in every device of ${region} in this account`;
      const help =
        "once it has its new device id, write that as deviceId, and remove state and until; since the end of AWS Panorama's support on 2026-05-31 its console and API, which gave those ids, are gone: an appliance that is out of use is state: retired";
      return [finding(kind, place, message, { help })];
    }),
};

/**
 * The appliances that wait for their new device id, with a day that there is, in file order. None in quarantine: nobody
 * is let in, and a day that has passed must not keep an account from being shut.
 */
export function beingReprovisioned(model: Model): (Appliance & { readonly until: string })[] {
  if (model.lifecycle === "quarantined") return [];
  return inFileOrder(model.appliances).flatMap((appliance) => {
    const { state, until } = appliance;
    return state === "reprovisioning" && until !== undefined && isDay(until) ? [{ ...appliance, until }] : [];
  });
}
