import { NOUNS } from "../entry-kinds";
import { atValue, type Finding, finding } from "../finding";
import type { Model, Tombstone } from "../model";
import { quoted } from "../text";
import { flow } from "../validate/schema";
import { isWritten, type Tree } from "../yaml/tree";
import { nameInOutput } from "./documents";
import type { FormerEntry } from "./entries";
import { graveOf, graveOfTombstone, isReached, tombstoneText } from "./graves";
import { previousKinds } from "./kinds";

/** A tombstone that stands for nothing where it is, and what vanished elsewhere and is most likely meant. */
export interface Misplaced {
  readonly tombstone: Tombstone;
  readonly entry: FormerEntry;
}

/** The tombstones that name something which is not where they say. */
export function misplacedTombstones(
  model: Model,
  former: readonly FormerEntry[],
  vanished: readonly FormerEntry[],
): Misplaced[] {
  const graves = new Set(former.map(graveOf));
  const idle = model.tombstones.filter((tombstone) => !graves.has(graveOfTombstone(model, tombstone)));
  return idle.flatMap((tombstone) => {
    const entry = vanished.find(
      ({ kind, address }) => kind === tombstone.kind && address === tombstone.address,
    );
    return entry ? [{ tombstone, entry }] : [];
  });
}

export function misplacedFinding(model: Model, { tombstone, entry }: Misplaced, tree: Tree): Finding {
  const { kind, name, path, disposition } = tombstone;
  const where = kind === "appliance" ? `the stack ${nameInOutput(entry.stack)}` : entry.region;
  const message = `the last output has the ${NOUNS[kind]} ${quoted(name)} in ${where}, not where this tombstone says`;
  const key = entry.region === tombstone.region ? "site" : "region";
  const place = isWritten(tree, [...path, key]) ? atValue(...path, key) : atValue(...path, kind);
  const help = isReached(model, entry)
    ? `write ${flow({ ...tombstoneText(model, entry), disposition })}`
    : `leave terraform.split as it was until this tombstone has been applied`;
  return finding(previousKinds.misplaced, place, message, { help });
}
