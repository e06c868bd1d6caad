import { atKey, type FindingKind, finding } from "../finding";
import { type JobRun, runsOf } from "../job-requests";
import type { Job, Model } from "../model";
import type { Check } from "../rule";
import { listed, quoted } from "../text";

const kind: FindingKind = {
  code: "too-many-targets",
  severity: "error",
  summary: "A job that runs is for at most 100 things in one stack.",
};

/** https://docs.aws.amazon.com/general/latest/gr/iot_device_management.html: job targets */
const MOST = 100;

const tooMany = ({ targets }: JobRun): boolean => targets.length > MOST;

export const tooManyTargets: Check = {
  kind,
  run({ model }) {
    return model.jobs.flatMap((job) => {
      const runs = runsOf(model, job).filter(tooMany);
      if (runs.length === 0) return [];
      const counts = runs.map(({ stack, targets }) => `${targets.length} in the stack ${quoted(stack)}`);
      const message = `a job that runs is for at most ${MOST} things; this one is for ${listed(counts)}`;
      return [finding(kind, atKey(...job.path, "targets"), message, { help: helpFor(model, job) })];
    });
  },
};

function helpFor(model: Model, job: Job): string {
  if (model.split === "site")
    return "aim several jobs at some of these appliances each, or make smaller sites";
  const bySite = runsOf({ ...model, split: "site" }, job);
  return bySite.some(tooMany)
    ? "aim several jobs at some of these appliances each"
    : "write terraform: { split: site }, for a run in each site's stack, or aim several jobs at some of the sites each";
}
