import { NOUNS } from "../entry-kinds";
import { atKey, atValue, type Finding, finding } from "../finding";
import { inFileOrder, type Model, type Tombstone } from "../model";
import { RESOURCES } from "../resources";
import { tombstoneLine } from "../review/retired";
import { regionStack, stackNameOf } from "../stacks";
import { listed, quoted } from "../text";
import { groupedBy } from "../values";
import type { FormerEntry } from "./entries";
import { graveOf, graveOfTombstone } from "./graves";
import { previousKinds } from "./kinds";
import type { PreviousStack } from "./stacks";

/** How many names stand in a message. */
const MOST_NAMES = 5;

/** The stack whose applying does a tombstone's work. */
const stackOf = (model: Model, tombstone: Tombstone): string =>
  tombstone.kind === "appliance" ? stackNameOf(model, tombstone) : regionStack(model, tombstone.region);

/**
 * The tombstones that may go, once applied: the last output was made with them and has nothing of what they stand for.
 * What it forgets stands in its stacks; what it destroys only in its review.md, line by line.
 */
export function doneTombstones(
  model: Model,
  former: readonly FormerEntry[],
  previous: readonly PreviousStack[],
  review: ReadonlySet<string>,
): Finding[] {
  const graves = new Set(former.map(graveOf));
  const forgotten = new Map(previous.map(({ name, forgotten }) => [name, new Set(forgotten)]));
  const done = inFileOrder(model.tombstones).filter((tombstone) => {
    const [address = ""] = RESOURCES[tombstone.kind](tombstone.address);
    const known =
      tombstone.disposition === "destroy"
        ? review.has(tombstoneLine(tombstone))
        : forgotten.get(stackOf(model, tombstone))?.has(address);
    return known && !graves.has(graveOfTombstone(model, tombstone));
  });
  const byStack = groupedBy(done, (tombstone) => stackOf(model, tombstone));
  return [...byStack].map(([stack, tombstones]) => doneFinding(stack, tombstones));
}

function doneFinding(stack: string, tombstones: readonly Tombstone[]): Finding {
  const names = tombstones.slice(0, MOST_NAMES).map(({ kind, name }) => `the ${NOUNS[kind]} ${quoted(name)}`);
  const more = tombstones.length - names.length;
  const whose = listed(more > 0 ? [...names, `${more} more`] : names);
  const [subject, work, these] =
    tombstones.length === 1
      ? ["tombstone", "has done its work", "it"]
      : ["tombstones", "have done their work", "them"];
  const message = `the ${subject} of ${whose} ${work} once ${stack} has been applied`;
  const path = tombstones[0]?.path ?? [];
  return finding(previousKinds.tombstoneDone, atValue(...path), message, { help: `then take ${these} out` });
}

/** The renames that may go, once applied: the last output was made with them. */
export function doneRenames(model: Model, former: readonly FormerEntry[]): Finding[] {
  const known = new Set(former.filter(({ kind }) => kind === "appliance").map(({ address }) => address));
  return inFileOrder(model.appliances).flatMap((appliance) => {
    const { address, former: before, path, name } = appliance;
    if (before === undefined || known.has(before.address) || !known.has(address)) return [];
    const stack = stackNameOf(model, appliance);
    const message = `the rename of ${quoted(before.name)} to ${quoted(name)} has done its work once ${stack} has been applied`;
    const help = "then take renamedFrom out";
    return [finding(previousKinds.renameDone, atKey(...path, "renamedFrom"), message, { help })];
  });
}
