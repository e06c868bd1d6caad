import { canonicalJson } from "../canonical-json";
import type { Appliance, Job, JobDocument } from "../model";
import { addressOf } from "../names";
import type * as Spec from "../spec.generated";

interface Surroundings {
  readonly account: Spec.Account;
  readonly appliances: readonly Appliance[];
}

export function jobOf(job: Spec.Job, index: number, { account, appliances }: Surroundings): Job {
  const region = job.region ?? account.region;
  const targets = targetsOf(job.targets);
  const isTarget = matcherOf(targets);
  return {
    path: ["jobs", index],
    name: job.name,
    address: addressOf(job.name),
    region,
    description: job.description ?? `Job ${job.name}`,
    document: documentOf(job.document),
    targets,
    appliances: appliances
      .filter((appliance) => appliance.region === region && isTarget(appliance))
      .map(({ name }) => name),
    runs: job.run === "once",
    ids: undefined,
  };
}

function targetsOf({ sites, appliances }: Spec.JobTargets): Job["targets"] {
  if (sites !== undefined) return { by: "sites", names: sites };
  return appliances === undefined ? { by: "all" } : { by: "appliances", names: appliances };
}

/** Whether an appliance is one that a job is for, wherever it is. */
function matcherOf(targets: Job["targets"]): (appliance: Appliance) => boolean {
  if (targets.by === "all") return () => true;
  const names = new Set(targets.names);
  return ({ name, site }) => names.has((targets.by === "sites" ? site : name) ?? "");
}

/** `{ file: PATH }` and nothing else names a file. */
function documentOf(document: Spec.JobDocument): JobDocument {
  const { file, ...others } = document;
  if (typeof file === "string" && Object.keys(others).length === 0)
    return { from: "file", file, text: undefined };
  return { from: "spec", text: canonicalJson(document) };
}
