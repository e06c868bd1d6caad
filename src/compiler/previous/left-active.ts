import { atEntries, type Finding, finding } from "../finding";
import { inFileOrder, type Model, type Tombstone } from "../model";
import { namesOf } from "../text";
import { groupedBy } from "../values";
import type { FormerEntry } from "./entries";
import { attachedArn, leavesActive } from "./former-certificates";
import { entriesByGrave, graveOfTombstone, stackOfTombstone } from "./graves";
import { previousKinds } from "./kinds";

/** The appliances that are forgotten with certificates by which one can still connect: one finding for each stack. */
export function certificatesLeftActive(model: Model, former: readonly FormerEntry[]): Finding[] {
  const graves = entriesByGrave(former);
  const inUse = new Set(
    model.appliances.map(({ certificate }) => certificate?.from === "arn" && certificate.arn),
  );
  const left = inFileOrder(model.tombstones).filter((tombstone) => {
    if (tombstone.kind !== "appliance" || tombstone.disposition !== "forget") return false;
    const entry = graves.get(graveOfTombstone(model, tombstone));
    return entry !== undefined && leavesActive(entry) && !inUse.has(attachedArn(entry) ?? "");
  });
  const byStack = groupedBy(left, (tombstone) => stackOfTombstone(model, tombstone));
  return [...byStack.values()].map(leftActive);
}

function leftActive(tombstones: readonly Tombstone[]): Finding {
  const [who, what, whoever, them] =
    tombstones.length === 1
      ? ["the appliance", "is forgotten with a certificate", "whoever holds it", "it"]
      : ["the appliances", "are forgotten with certificates", "whoever holds one", "them"];
  const message = `${who} ${namesOf(tombstones)} ${what} that the last output does not make inactive: ${whoever} can still connect to AWS IoT`;
  const help = `to shut ${them} out, take two steps: put ${them} back with state: retired, compile and apply; then forget ${them}. If something else is to go on with ${them}, this is right as it is`;
  return finding(previousKinds.leftActive, atEntries(tombstones, "disposition"), message, { help });
}
