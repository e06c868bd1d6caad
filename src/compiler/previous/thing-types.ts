import { atValue, type Finding, finding } from "../finding";
import { inFileOrder, type Model, type Tombstone } from "../model";
import { namesOf, quoted } from "../text";
import type { FormerEntry } from "./entries";
import { graveOf, graveOfTombstone } from "./graves";
import { previousKinds } from "./kinds";
import { argumentOf } from "./stacks";

/** Thing types to be destroyed that things have which are only let go of. https://docs.aws.amazon.com/iot/latest/apireference/API_DeleteThingType.html */
export function thingTypesInUse(model: Model, former: readonly FormerEntry[]): Finding[] {
  const forgotten = new Set(
    model.tombstones
      .filter(({ kind, disposition }) => kind === "appliance" && disposition === "forget")
      .map((tombstone) => graveOfTombstone(model, tombstone)),
  );
  const kept = former.filter((entry) => entry.kind === "appliance" && forgotten.has(graveOf(entry)));
  return inFileOrder(model.tombstones).flatMap((tombstone) => {
    if (tombstone.kind !== "thingType" || tombstone.disposition !== "destroy") return [];
    const users = kept.filter((entry) => hasType(entry, tombstone));
    return users.length > 0 ? [typeInUse(tombstone, users)] : [];
  });
}

/** A Region's stack refers to the type, a site's has its name. */
function hasType({ stack, address, region }: FormerEntry, type: Tombstone): boolean {
  const told = argumentOf(stack, "aws_iot_thing", address, "thing_type_name");
  const isType = told === type.name || told === `\${aws_iot_thing_type.${type.address}.name}`;
  return region === type.region && isType;
}

function typeInUse({ name, path }: Tombstone, users: readonly FormerEntry[]): Finding {
  const [whose, have, things] =
    users.length === 1
      ? ["the forgotten appliance", "has", "its thing stays"]
      : ["the forgotten appliances", "have", "their things stay"];
  const message = `the thing type ${quoted(name)} is to be destroyed, but ${whose} ${namesOf(users)} ${have} it, and ${things} in AWS: AWS IoT deletes no type that a thing has`;
  const help = "write disposition: forget here too";
  return finding(previousKinds.typeInUse, atValue(...path, "disposition"), message, { help });
}
