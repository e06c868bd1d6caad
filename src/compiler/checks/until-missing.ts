import { atValue, type FindingKind, finding } from "../finding";
import { inFileOrder } from "../model";
import type { Check } from "../rule";
import { quoted } from "../text";
import { exampleOf, resolved } from "../validate/schema";

const kind: FindingKind = {
  code: "until-missing",
  severity: "error",
  summary: "An appliance that is being reprovisioned needs a last day, or the trust stays wide for good.",
};

export const untilMissing: Check = {
  kind,
  run: ({ model }) =>
    inFileOrder(model.appliances).flatMap(({ name, state, until, path }) => {
      if (state !== "reprovisioning" || until !== undefined) return [];
      const message = `the appliance ${quoted(name)} is being reprovisioned, but "until" is missing: the last day (UTC) on which it may be without its new device id`;
      const help = `add ${exampleOf(resolved({ $ref: "#/$defs/appliance" }), "until")}`;
      return [finding(kind, atValue(...path, "state"), message, { help })];
    }),
};
