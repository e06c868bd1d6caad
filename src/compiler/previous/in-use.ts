import { atValue, type Finding, finding, type Place } from "../finding";
import { type Appliance, inFileOrder, type Model, type Tombstone } from "../model";
import { stackNameOf } from "../stacks";
import { quoted } from "../text";
import { flow } from "../validate/schema";
import { isWritten, type Tree } from "../yaml/tree";
import type { FormerEntry } from "./entries";
import { attachedArn } from "./former-certificates";
import { entriesByGrave, graveOfTombstone } from "./graves";
import { previousKinds } from "./kinds";
import { argumentOf } from "./stacks";

/**
 * Tombstones that destroy what is another appliance's now. Terraform knows the thing or the certificate's attachments
 * under both addresses, and takes them away under the one while the other has them.
 */
export function destroyedInUse(model: Model, tree: Tree, former: readonly FormerEntry[]): Finding[] {
  const graves = entriesByGrave(former);
  const known = new Set(former.map(({ identity }) => identity));
  return inFileOrder(model.tombstones).flatMap((tombstone) => {
    if (tombstone.kind !== "appliance" || tombstone.disposition !== "destroy") return [];
    const entry = graves.get(graveOfTombstone(model, tombstone));
    if (entry === undefined) return [];
    const heir = heirOfThing(model, entry);
    // One that had another thing until now changes its thing's name, which is a finding of its own.
    if (heir && !known.has(`appliance ${heir.region} ${heir.address}`))
      return [thingInUse(model, tree, { tombstone, entry, heir })];
    const other = heir ? undefined : heirOfCertificate(model, entry);
    return other ? [certificateInUse({ tombstone, entry, heir: other })] : [];
  });
}

interface Inheritance {
  readonly tombstone: Tombstone;
  readonly entry: FormerEntry;
  readonly heir: Appliance;
}

const thingOf = ({ stack, address }: FormerEntry) => argumentOf(stack, "aws_iot_thing", address, "name");

/** The appliance that has a former one's thing now. */
export const heirOfThing = ({ appliances }: Model, entry: FormerEntry): Appliance | undefined =>
  appliances.find(({ region, thingName }) => region === entry.region && thingName === thingOf(entry));

/** Whether anything has the certificate on: destroying the one takes the Region's policy off under the other. */
export function heirOfCertificate({ appliances }: Model, entry: FormerEntry): Appliance | undefined {
  const arn = attachedArn(entry);
  return arn === undefined
    ? undefined
    : appliances.find(({ certificate }) => certificate?.from === "arn" && certificate.arn === arn);
}

const placeOf = ({ path }: Tombstone): Place => atValue(...path, "disposition");

function thingInUse(model: Model, tree: Tree, { tombstone, entry, heir }: Inheritance): Finding {
  const [old, now] = [quoted(tombstone.name), quoted(heir.name)];
  const thing = thingOf(entry) ?? "";
  const message = `the thing ${quoted(thing)} of ${old} is to be destroyed, and is that of ${now} in the spec: Terraform would take it away from there`;
  const named = isWritten(tree, [...heir.path, "thingName"]) ? "" : ` and thingName: ${flow(thing)}`;
  const rename = `remove the tombstone, and write renamedFrom: ${flow(tombstone.name)}${named} at ${now}`;
  const help =
    stackNameOf(model, heir) === entry.stack.name
      ? rename
      : `take two steps: ${rename}, with ${tombstone.site === undefined ? "no site" : `site: ${flow(tombstone.site)}`}, compile and apply; then change its site`;
  const related = [{ message: "the other appliance is here", place: atValue(...heir.path, "name") }];
  return finding(previousKinds.inUse, placeOf(tombstone), message, { help, related });
}

function certificateInUse({ tombstone, entry, heir }: Inheritance): Finding {
  const [old, now] = [quoted(tombstone.name), quoted(heir.name)];
  const message = `the appliance ${old} is to be destroyed, and its certificate ${attachedArn(entry)} is that of ${now} in the spec: Terraform may take its IoT policy off again after it has put it on`;
  const help = `take two steps: destroy ${old} while ${now} has no certificate, compile and apply; then give it this one`;
  const related = [
    { message: "its other appliance is here", place: atValue(...heir.path, "certificate", "arn") },
  ];
  return finding(previousKinds.inUse, placeOf(tombstone), message, { help, related });
}
