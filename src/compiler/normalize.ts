import type { Model } from "./model";
import { applianceOf } from "./normalize/appliances";
import { backendOf } from "./normalize/backend";
import { inOrder } from "./normalize/entries";
import { expectationsOf } from "./normalize/expectations";
import { jobOf } from "./normalize/jobs";
import { applianceRole, applianceRoleArn } from "./normalize/role";
import { secretOf } from "./normalize/secrets";
import { declarationsOf, iotPoliciesOf, thingTypesOf } from "./normalize/shared";
import { accessPointsOf, bucketsOf } from "./normalize/storage";
import { tombstonesOf } from "./normalize/tombstones";
import type * as Spec from "./spec.generated";

/** Stage 3: Spec to Model. `name` is the document's name, from the spec or from its file. */
export function normalize(spec: Spec.Spec, name: string): Model {
  const { account } = spec;
  const appliances = inOrder(
    (spec.appliances ?? []).map((appliance, index) => applianceOf(appliance, index, spec)),
  );
  const secrets = inOrder((spec.secrets ?? []).map((secret, index) => secretOf(secret, index, account)));
  const inUse = appliances.filter(({ state }) => state !== "retired");
  // Where all are retired, their Regions: no other Region's devices may be let in instead.
  const trusted = inUse.length > 0 ? inUse : appliances;
  const deviceRegions = unique(trusted.length > 0 ? trusted.map(({ region }) => region) : [account.region]);
  const roleArn = applianceRoleArn(spec);
  const accessPoints = inOrder(accessPointsOf(spec, roleArn));
  const buckets = inOrder(bucketsOf(spec, accessPoints, roleArn));
  const role = applianceRole(spec, { appliances, deviceRegions, accessPoints, secrets });
  const jobs = inOrder((spec.jobs ?? []).map((job, index) => jobOf(job, index, { account, appliances })));
  const tombstones = inOrder(tombstonesOf(spec));
  const declared = declarationsOf(spec);
  const entries = [...appliances, ...buckets, ...accessPoints, ...secrets, ...jobs, ...tombstones];
  return {
    document: name,
    account: account.id,
    region: account.region,
    regions: unique([account.region, ...entries.map(({ region }) => region)]),
    deviceRegions,
    strictness: spec.strictness,
    lifecycle: spec.lifecycle ?? "active",
    endOfSupportAcknowledged: account.endOfSupport === "acknowledged",
    roles: { serviceLinked: spec.roles?.serviceLinked ?? "create", appliance: role },
    appliances,
    thingTypes: thingTypesOf(appliances, declared.thingTypes),
    iotPolicies: iotPoliciesOf(appliances, declared.iotPolicies),
    buckets,
    accessPoints,
    secrets,
    jobs,
    tombstones,
    expectations: expectationsOf(spec, roleArn),
    declared,
    backend: backendOf(spec.terraform?.backend),
    split: spec.terraform?.split ?? "region",
    provider: spec.terraform?.provider ?? ">= 5.100.0, < 7.0.0",
    tags: { "managed-by": "panorama-compile", ...spec.tags },
  };
}

const unique = (values: readonly string[]): string[] => [...new Set(values)].sort();
