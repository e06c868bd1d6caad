import type { Appliance, ApplianceRole, Backend, Certificate, Model } from "./model";
import { addressOf } from "./names";
import { MANAGED_POLICY_ARN, scopedPermissions } from "./policies/permissions";
import { applianceTrust, deviceArn, type TrustInput } from "./policies/trust";
import type * as Spec from "./spec.generated";

/** Stage 3: Spec to Model. `name` is the document's name, from the spec or from its file. */
export function normalize(spec: Spec.Spec, name: string): Model {
  const appliances = appliancesOf(spec);
  const regions = regionsInUse(spec, appliances);
  return {
    document: name,
    account: spec.account.id,
    region: spec.account.region,
    regions,
    strictness: spec.strictness,
    roles: {
      serviceLinked: spec.roles?.serviceLinked !== "omit",
      appliance: applianceRole(spec, name, regions, appliances),
    },
    appliances,
    backend: backendOf(spec.terraform?.backend),
    provider: spec.terraform?.provider ?? ">= 5.100.0, < 7.0.0",
    tags: { "managed-by": "panorama-compile", ...spec.tags },
  };
}

function appliancesOf(spec: Spec.Spec): Appliance[] {
  const appliances = (spec.appliances ?? []).map((appliance, index) =>
    applianceOf(appliance, index, spec.account),
  );
  return appliances.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}

function applianceOf(appliance: Spec.Appliance, index: number, account: Spec.Account): Appliance {
  return {
    path: ["appliances", index],
    name: appliance.name,
    address: addressOf(appliance.name),
    region: account.region,
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

function regionsInUse(spec: Spec.Spec, appliances: readonly Appliance[]): string[] {
  return [...new Set([spec.account.region, ...appliances.map((a) => a.region)])].sort();
}

function applianceRole(
  spec: Spec.Spec,
  document: string,
  regions: readonly string[],
  appliances: readonly Appliance[],
): ApplianceRole {
  const role = spec.roles?.appliance ?? {};
  const path = role.path ?? "/service-role/";
  const name = "AWSPanoramaApplianceServiceRole";
  const scoped = (role.permissions ?? (spec.strictness === "device" ? "scoped" : "managed")) === "scoped";
  const trustInput = trustInputOf(spec, regions, appliances);
  return {
    name,
    path,
    arn: `arn:aws:iam::${spec.account.id}:role${path}${name}`,
    description: `AWS Panorama appliances of ${document}`,
    trust: applianceTrust(trustInput),
    trustInput,
    managedPolicyArn: scoped ? undefined : MANAGED_POLICY_ARN,
    inline: scoped
      ? { name: `panorama-${document}-appliance`, policy: scopedPermissions(spec.account.id, regions) }
      : undefined,
    permissionsBoundary: role.permissionsBoundary,
  };
}

function trustInputOf(
  spec: Spec.Spec,
  regions: readonly string[],
  appliances: readonly Appliance[],
): TrustInput {
  return {
    strictness: spec.strictness,
    account: spec.account.id,
    regions,
    deviceArns: appliances
      .flatMap((a) => (a.deviceId ? [deviceArn(a.region, spec.account.id, a.deviceId)] : []))
      .sort(),
    overflow: spec.roles?.appliance?.overflow ?? "refuse",
    quota: spec.roles?.appliance?.trustPolicyQuota ?? 2048,
  };
}

function backendOf(backend: Spec.Backend | undefined): Backend {
  const s3 = backend?.s3;
  return s3
    ? { type: "s3", bucket: s3.bucket, region: s3.region, prefix: s3.prefix ?? "" }
    : { type: "local" };
}
