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
    former: renamedFrom === undefined ? undefined : { name: renamedFrom, address: addressOf(renamedFrom) },
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
  const said = status && (status === "active" ? "ACTIVE" : "INACTIVE");
  if (csr !== undefined) return { from: "csr", file: csr, said, active: inUse, request: undefined };
  return arn === undefined ? undefined : { from: "arn", arn, said, status: inUse ? said : "INACTIVE" };
}
