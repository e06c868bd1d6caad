import { NOUNS } from "../entry-kinds";
import { atEntries, atKey, type Finding, finding } from "../finding";
import { inFileOrder, type Model, type Tombstone } from "../model";
import { RESOURCES } from "../resources";
import { destroysLine, shownTombstones, tombstoneLine } from "../review/retired";
import { stackNameOf } from "../stacks";
import { listed, quoted } from "../text";
import { groupedBy } from "../values";
import type { FormerEntry } from "./entries";
import { graveOf, graveOfTombstone, stackOfTombstone } from "./graves";
import { previousKinds } from "./kinds";
import type { PreviousStack } from "./stacks";

/** How many names stand in a message. */
const MOST_NAMES = 5;

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
  const wasToDestroy = destroyedBy(model, review);
  const done = inFileOrder(model.tombstones).filter((tombstone) => {
    const [address = ""] = RESOURCES[tombstone.kind](tombstone.address);
    const known =
      tombstone.disposition === "destroy"
        ? wasToDestroy(tombstone)
        : forgotten.get(stackOfTombstone(model, tombstone))?.has(address);
    return known && !graves.has(graveOfTombstone(model, tombstone));
  });
  const byStack = groupedBy(done, (tombstone) => stackOfTombstone(model, tombstone));
  return [...byStack].map(([stack, tombstones]) =>
    doneFinding(stack, tombstones, policyHelp(model, tombstones)),
  );
}

/** Whether a last review.md had a tombstone. It lists so many; where it destroyed as many as now, the rest are the same. */
function destroyedBy({ tombstones }: Model, review: ReadonlySet<string>): (tombstone: Tombstone) => boolean {
  const all = tombstones.filter(({ disposition }) => disposition === "destroy");
  const shown = shownTombstones(all).map(tombstoneLine);
  const isWhole = review.has(destroysLine(all.length)) && shown.every((line) => review.has(line));
  return (tombstone) => isWhole || review.has(tombstoneLine(tombstone));
}

/**
 * Nobody knows which forgotten appliances had certificates. One that had keeps the Region's IoT policy in use, which
 * Terraform lets go of, instead of failing to destroy it, as long as any such tombstone is there.
 */
function policyHelp({ iotPolicies }: Model, tombstones: readonly Tombstone[]): string[] {
  const forgotten = tombstones.filter(
    ({ kind, disposition }) => kind === "appliance" && disposition === "forget",
  );
  const policy = iotPolicies.find(({ region }) => forgotten.some((tombstone) => tombstone.region === region));
  if (policy === undefined) return [];
  return [
    `but if a forgotten appliance had a certificate, keep one of their tombstones until the spec has had no certificate in ${policy.region} for one apply: AWS IoT does not delete ${policy.name} while a certificate has it, and with that tombstone Terraform lets go of it; this prints the certificates that have it:`,
    `  aws iot list-targets-for-policy --region ${policy.region} --policy-name ${policy.name}`,
  ];
}

function doneFinding(stack: string, tombstones: readonly Tombstone[], more: readonly string[]): Finding {
  const names = tombstones.slice(0, MOST_NAMES).map(({ kind, name }) => `the ${NOUNS[kind]} ${quoted(name)}`);
  const others = tombstones.length - names.length;
  const whose = listed(others > 0 ? [...names, `${others} more`] : names);
  const [subject, work, these] =
    tombstones.length === 1
      ? ["tombstone", "has done its work", "it"]
      : ["tombstones", "have done their work", "them"];
  const message = `the ${subject} of ${whose} ${work} once ${stack} has been applied`;
  const help = [`then take ${these} out`, ...more].join("\n");
  return finding(previousKinds.tombstoneDone, atEntries(tombstones), message, { help });
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
