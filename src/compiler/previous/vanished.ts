import { entriesByIdentity, identityOf } from "../entry-kinds";
import type { Entry, Model } from "../model";
import type { FormerEntry } from "./entries";
import { graveOf, graveOfTombstone } from "./graves";
import type { ChangedRegion } from "./regions";

/** What the last output has and the spec neither has, nor buries, nor renames, nor has in another Region. */
export function vanishedEntries(
  model: Model,
  former: readonly FormerEntry[],
  changes: readonly ChangedRegion[],
): FormerEntry[] {
  const now = entriesByIdentity(model);
  const buried = new Set(model.tombstones.map((tombstone) => graveOfTombstone(model, tombstone)));
  const renamed = new Set(model.appliances.flatMap((appliance) => appliance.former?.address ?? []));
  const leaving = new Set(changes.map(({ left }) => left.identity));
  return former.filter((entry) => {
    if (isSame(entry, now.get(entry.identity)) || buried.has(graveOf(entry))) return false;
    if (entry.kind === "appliance" && renamed.has(entry.address)) return false;
    return entry.kind === "thingType" ? !isTaken(model, entry, leaving) : !leaving.has(entry.identity);
  });
}

/** Names of other kinds can differ and give one address; an appliance's own name is nothing in AWS. */
const isSame = ({ kind, name }: FormerEntry, entry: Entry | undefined): boolean =>
  entry !== undefined && (entry.name === name || kind === "appliance");

/** Whether things of a type take it along into another Region, which a finding says of them. */
const isTaken = (
  { appliances }: Model,
  { name, region }: FormerEntry,
  leaving: ReadonlySet<string>,
): boolean =>
  appliances.some(
    ({ thingType, address }) =>
      thingType === name && leaving.has(identityOf("appliance", { region, address })),
  );
