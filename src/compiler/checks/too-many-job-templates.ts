import { atValue, type FindingKind, finding } from "../finding";
import { inFileOrder } from "../model";
import type { Check } from "../rule";
import { groupedBy } from "../values";

const kind: FindingKind = {
  code: "too-many-job-templates",
  severity: "warning",
  summary: "AWS IoT keeps at most 100 job templates in a Region, unless AWS has raised the account's quota.",
};

/** https://docs.aws.amazon.com/general/latest/gr/iot_device_management.html: job templates, adjustable */
const MOST = 100;

/** At the first job of a Region that there is no room for. */
export const tooManyJobTemplates: Check = {
  kind,
  run({ model }) {
    const ofRegions = groupedBy(inFileOrder(model.jobs), ({ region }) => region);
    return [...ofRegions].flatMap(([region, jobs]) => {
      const first = jobs[MOST];
      if (first === undefined) return [];
      const message = `the ${jobs.length} jobs in ${region} are as many job templates; AWS IoT keeps at most ${MOST} in a Region, unless AWS has raised the account's quota`;
      const help = "have AWS raise the quota before you apply, or declare fewer jobs";
      return [finding(kind, atValue(...first.path, "name"), message, { help })];
    });
  },
};
