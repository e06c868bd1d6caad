import { isDay, lastDayOfMonth } from "../day";
import { atValue, type FindingKind, finding } from "../finding";
import { inFileOrder } from "../model";
import type { Check } from "../rule";
import { quoted } from "../text";
import { flow } from "../validate/schema";

const kind: FindingKind = {
  code: "until-not-a-day",
  severity: "error",
  summary: "The last day of reprovisioning must be one that the calendar has.",
};

export const untilNotADay: Check = {
  kind,
  run: ({ model, today }) =>
    inFileOrder(model.appliances).flatMap(({ state, until, path }) => {
      if (state !== "reprovisioning" || until === undefined || isDay(until)) return [];
      const last = lastDayOfMonth(until);
      const message = `no calendar has the day ${quoted(until)}: that month ends on ${last}`;
      const help = last < today ? {} : { help: `write until: ${flow(last)}` };
      return [finding(kind, atValue(...path, "until"), message, help)];
    }),
};
