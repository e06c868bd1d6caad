import type { Appliance, Declaration, IotPolicy, Model, ThingType } from "../model";
import { addressOf } from "../names";
import type * as Spec from "../spec.generated";
import { inOrder } from "./entries";

/** What the spec says of thing types and IoT policies. */
export function declarationsOf({ thingTypes = [], iotPolicies = [], account }: Spec.Spec): Model["declared"] {
  return {
    thingTypes: thingTypes.map(({ name, region = account.region, source }, index) => {
      return { path: ["thingTypes", index], name, region, source };
    }),
    iotPolicies: iotPolicies.map(({ region = account.region, source }, index) => {
      return { path: ["iotPolicies", index], region, source };
    }),
  };
}

/**
 * The types of things, once for each Region. One that an adopted thing has must be there already, so it is adopted too,
 * unless the spec says otherwise.
 */
export function thingTypesOf(
  appliances: readonly Appliance[],
  declared: readonly Declaration[],
): ThingType[] {
  const types = new Map<string, ThingType>();
  for (const { thingType: name, region, path, source } of appliances) {
    if (name === undefined) continue;
    const key = `${region} ${name}`;
    const said = declared.find((type) => type.name === name && type.region === region);
    const known = types.get(key);
    types.set(key, {
      path: said?.path ?? known?.path ?? path,
      name,
      address: addressOf(name),
      region,
      source: said?.source ?? (source === "import" ? "import" : (known?.source ?? "create")),
    });
  }
  return inOrder([...types.values()]);
}

/** One policy for all certificates of a Region: what each may do follows from the thing that it is attached to. */
export function iotPoliciesOf(
  appliances: readonly Appliance[],
  declared: Model["declared"]["iotPolicies"],
): IotPolicy[] {
  const regions = appliances.flatMap(({ region, certificate }) => (certificate ? [region] : []));
  return [...new Set(regions)].sort().map((region): IotPolicy => {
    const said = declared.find((policy) => policy.region === region);
    return { region, name: `panorama-${region}-appliance`, source: said?.source ?? "create" };
  });
}
