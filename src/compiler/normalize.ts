import type { Appliance, Certificate, Model } from "./model";
import { addressOf } from "./names";
import { backendOf } from "./normalize/backend";
import { inOrder } from "./normalize/entries";
import { jobOf } from "./normalize/jobs";
import { applianceRole, applianceRoleArn } from "./normalize/role";
import { secretOf } from "./normalize/secrets";
import { accessPointsOf, bucketsOf } from "./normalize/storage";
import type * as Spec from "./spec.generated";

/** Stage 3: Spec to Model. `name` is the document's name, from the spec or from its file. */
export function normalize(spec: Spec.Spec, name: string): Model {
  const { account } = spec;
  const appliances = inOrder(
    (spec.appliances ?? []).map((appliance, index) => applianceOf(appliance, index, account)),
  );
  const secrets = inOrder((spec.secrets ?? []).map((secret, index) => secretOf(secret, index, account)));
  const deviceRegions = unique(
    appliances.length > 0 ? appliances.map(({ region }) => region) : [account.region],
  );
  const roleArn = applianceRoleArn(spec);
  const accessPoints = inOrder(accessPointsOf(spec, roleArn));
  const buckets = inOrder(bucketsOf(spec, accessPoints, roleArn));
  const role = applianceRole(spec, { appliances, deviceRegions, accessPoints, secrets });
  const jobs = inOrder((spec.jobs ?? []).map((job, index) => jobOf(job, index, { account, appliances })));
  const entries = [...appliances, ...buckets, ...accessPoints, ...secrets, ...jobs];
  return {
    document: name,
    account: account.id,
    region: account.region,
    regions: unique([account.region, ...entries.map(({ region }) => region)]),
    deviceRegions,
    strictness: spec.strictness,
    roles: { serviceLinked: spec.roles?.serviceLinked !== "omit", appliance: role },
    appliances,
    buckets,
    accessPoints,
    secrets,
    jobs,
    backend: backendOf(spec.terraform?.backend),
    split: spec.terraform?.split ?? "region",
    provider: spec.terraform?.provider ?? ">= 5.100.0, < 7.0.0",
    tags: { "managed-by": "panorama-compile", ...spec.tags },
  };
}

const unique = (values: readonly string[]): string[] => [...new Set(values)].sort();

function applianceOf(appliance: Spec.Appliance, index: number, account: Spec.Account): Appliance {
  return {
    path: ["appliances", index],
    name: appliance.name,
    address: addressOf(appliance.name),
    region: appliance.region ?? account.region,
    site: appliance.site,
    thingName: appliance.thingName ?? `panorama-${appliance.name}`,
    deviceId: appliance.deviceId,
    attributes: appliance.attributes ?? {},
    thingType: appliance.thingType,
    certificate: certificateOf(appliance.certificate),
  };
}

function certificateOf(certificate: Spec.Certificate | undefined): Certificate | undefined {
  if (certificate?.csr !== undefined) return { from: "csr", file: certificate.csr, request: undefined };
  return certificate?.arn === undefined ? undefined : { from: "arn", arn: certificate.arn };
}
