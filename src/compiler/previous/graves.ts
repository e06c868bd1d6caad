import { identityOf } from "../entry-kinds";
import type { Model, Tombstone } from "../model";
import { regionStack, stackNameOf } from "../stacks";
import type { FormerEntry } from "./entries";

/** A place for which a tombstone stands: an entry's identity, and for an appliance the stack that holds it. */
export type Grave = string;

export const graveOf = ({ kind, identity, stack }: FormerEntry): Grave =>
  kind === "appliance" ? `${identity} ${stack.name}` : identity;

export const graveOfTombstone = (model: Model, tombstone: Tombstone): Grave => {
  const identity = identityOf(tombstone.kind, tombstone);
  return tombstone.kind === "appliance" ? `${identity} ${stackNameOf(model, tombstone)}` : identity;
};

/** What the last output has, by the places for which tombstones stand. */
export const entriesByGrave = (former: readonly FormerEntry[]): ReadonlyMap<Grave, FormerEntry> =>
  new Map(former.map((entry) => [graveOf(entry), entry]));

/** The stack whose applying does a tombstone's work. */
export const stackOfTombstone = (model: Model, tombstone: Tombstone): string =>
  tombstone.kind === "appliance" ? stackNameOf(model, tombstone) : regionStack(model, tombstone.region);

/** A tombstone as a line of `retired`: the Region where it isn't the account's. */
export function tombstoneText(
  model: Model,
  { kind, name, region, site }: Pick<Tombstone, "kind" | "name" | "region" | "site">,
): Record<string, string> {
  return {
    [kind]: name,
    ...(region !== model.region && { region }),
    ...(kind === "appliance" && site !== undefined && { site }),
  };
}

/** Whether a tombstone can stand for an entry at all: not where `split` changes together with it. */
export const isReached = (model: Model, entry: FormerEntry): boolean =>
  entry.kind !== "appliance" || stackNameOf(model, entry) === entry.stack.name;
