import { atKey, atValue, type Finding, type FindingKind, finding } from "../finding";
import type { Appliance, Job, Model } from "../model";
import type { Check } from "../rule";
import { listed, quoted } from "../text";
import { groupedBy } from "../values";

const kind: FindingKind = {
  code: "job-targets",
  severity: "error",
  summary: "A job must be for appliances of its Region, each named once.",
};

export const jobTargets: Check = {
  kind,
  run: ({ model }) =>
    model.jobs.flatMap((job) => (job.targets.by === "all" ? forAll(job, model) : forNames(job, model))),
};

function forAll(job: Job, { appliances }: Model): Finding[] {
  if (job.appliances.length > 0) return [];
  const place = atValue(...job.path, "targets", "all");
  const regions = regionsOf(appliances);
  if (regions.length === 0)
    return [finding(kind, place, "the spec has no appliance", { help: "declare the appliances first" })];
  const message = `no appliance is in ${job.region}, the job's Region; they are in ${listed(regions)}`;
  return [finding(kind, place, message, { help: `give the job ${regionField(regions)}` })];
}

/** A target by its name: its places in the list, and the Regions of its appliances. */
interface Target {
  readonly name: string;
  readonly indexes: readonly number[];
  readonly regions: readonly string[];
}

function forNames(job: Job, model: Model): Finding[] {
  const targets = declaredTargets(job, model);
  const doubles = targets.flatMap((target) => doublesOf(job, target));
  const elsewhere = targets.filter(({ regions }) => !regions.includes(job.region));
  if (elsewhere.length > 1 && elsewhere.length === targets.length)
    return [...doubles, allElsewhere(job, elsewhere)];
  return [...doubles, ...elsewhere.map((target) => oneElsewhere(job, target, targets.length === 1))];
}

/** Those that the spec has: the others are the finding `undeclared-reference`. */
function declaredTargets({ targets }: Job, { appliances }: Model): Target[] {
  if (targets.by === "all") return [];
  const named = groupedBy(appliances, ({ name, site }) => (targets.by === "sites" ? site : name));
  const entries = groupedBy(targets.names.entries(), ([, name]) => name);
  return [...entries].flatMap(([name, places]) => {
    const regions = regionsOf(named.get(name) ?? []);
    return regions.length === 0 ? [] : [{ name, indexes: places.map(([index]) => index), regions }];
  });
}

const regionsOf = (appliances: readonly Appliance[]): string[] =>
  [...new Set(appliances.map(({ region }) => region))].sort();

const regionField = (regions: readonly string[]): string =>
  listed(
    regions.map((region) => `region: ${region}`),
    "or",
  );

const what = ({ targets }: Job): string => (targets.by === "sites" ? "site" : "appliance");

const placeOf = ({ path, targets }: Job, index: number) => atValue(...path, "targets", targets.by, index);

function doublesOf(job: Job, { name, indexes: [first = 0, ...others] }: Target): Finding[] {
  const message = `the ${what(job)} ${quoted(name)} is in this list already`;
  const related = [{ message: "first named here", place: placeOf(job, first) }];
  return others.map((index) => finding(kind, placeOf(job, index), message, { help: "remove it", related }));
}

/** The job's Region is the one mistake. */
function allElsewhere(job: Job, targets: readonly Target[]): Finding {
  const regions = [...new Set(targets.flatMap((target) => target.regions))].sort();
  const message = `none of these ${what(job)}s is in ${job.region}, the job's Region; they are in ${listed(regions)}`;
  const help =
    regions.length === 1
      ? `give the job ${regionField(regions)}`
      : `make a job for each Region, with ${listed(regions.map((region) => `region: ${region}`))}`;
  return finding(kind, atKey(...job.path, "targets"), message, { help });
}

function oneElsewhere(job: Job, { name, indexes: [first = 0], regions }: Target, alone: boolean): Finding {
  const it = `the ${what(job)} ${quoted(name)}`;
  const who =
    job.targets.by === "sites"
      ? `no appliance of ${it} is in ${job.region}`
      : `${it} is not in ${job.region}`;
  const message = `${who}, the job's Region, but in ${listed(regions)}`;
  const help = alone
    ? `give the job ${regionField(regions)}`
    : `take it out, and make a job for it with ${regionField(regions)}`;
  return finding(kind, placeOf(job, first), message, { help });
}
