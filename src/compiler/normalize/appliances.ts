import type { Appliance, Certificate } from "../model";
import { addressOf } from "../names";
import type * as Spec from "../spec.generated";

/** An appliance, with defaults filled in. */
export function applianceOf(
  appliance: Spec.Appliance,
  index: number,
  { account, lifecycle }: Spec.Spec,
): Appliance {
  const { name, renamedFrom, state = "active" } = appliance;
  const inUse = lifecycle !== "quarantined" && state !== "retired";
  return {
    path: ["appliances", index],
    name,
    address: addressOf(name),
    region: appliance.region ?? account.region,
    source: appliance.source ?? "create",
    state,
    until: appliance.until,
    formerAddress: renamedFrom === undefined ? undefined : addressOf(renamedFrom),
    site: appliance.site,
    thingName: appliance.thingName ?? `panorama-${name}`,
    deviceId: appliance.deviceId,
    attributes: appliance.attributes ?? {},
    thingType: appliance.thingType,
    certificate: certificateOf(appliance.certificate, inUse),
  };
}

function certificateOf(certificate: Spec.Certificate | undefined, inUse: boolean): Certificate | undefined {
  const { csr, arn, status } = certificate ?? {};
  if (csr !== undefined) return { from: "csr", file: csr, active: inUse, request: undefined };
  if (arn === undefined) return undefined;
  const wanted = inUse ? status : "inactive";
  return { from: "arn", arn, status: wanted && (wanted === "active" ? "ACTIVE" : "INACTIVE") };
}
