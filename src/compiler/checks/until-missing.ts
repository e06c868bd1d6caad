import { daysAfter } from "../day";
import { atValue, type FindingKind, finding } from "../finding";
import { inFileOrder } from "../model";
import type { Check } from "../rule";
import { quoted } from "../text";

const kind: FindingKind = {
  code: "until-missing",
  severity: "error",
  summary: "An appliance that is being reprovisioned needs a last day, or the trust stays wide for good.",
};

/** How long a reset may take: what the help proposes. */
const DAYS = 14;

export const untilMissing: Check = {
  kind,
  run: ({ model, today }) =>
    inFileOrder(model.appliances).flatMap(({ name, state, until, path }) => {
      if (state !== "reprovisioning" || until !== undefined) return [];
      const message = `the appliance ${quoted(name)} is being reprovisioned, but "until" is missing: the last day (UTC) on which it may be without its new device id`;
      const help = `add until: ${daysAfter(today, DAYS)}, or another day`;
      return [finding(kind, atValue(...path, "state"), message, { help })];
    }),
};
