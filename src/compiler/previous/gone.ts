import type { Finding } from "../finding";
import type { Model } from "../model";
import type { Tree } from "../yaml/tree";
import type { FormerEntry } from "./entries";
import { vanishedFindings } from "./entry-vanished";
import type { ChangedRegion } from "./regions";
import { oddRenames } from "./renames";
import { misplacedFinding, misplacedTombstones } from "./tombstones";
import { vanishedEntries } from "./vanished";

/** What the last output has and the spec has no more, with nothing that says why. */
export interface Gone {
  readonly findings: readonly Finding[];
  /** The stacks from which something vanished, or would by a rename. */
  readonly stacks: ReadonlySet<string>;
}

/** One finding for one mistake: what a mistyped tombstone or rename means is not missed once more. */
export function goneEntries(
  model: Model,
  tree: Tree,
  former: readonly FormerEntry[],
  changes: readonly ChangedRegion[],
): Gone {
  const vanished = vanishedEntries(model, former, changes);
  const misplaced = misplacedTombstones(model, former, vanished);
  const buried = new Set(misplaced.map(({ entry }) => entry));
  const left = vanished.filter((entry) => !buried.has(entry));
  const renames = oddRenames(model, former, left);
  const meant = new Set(renames.flatMap((rename) => rename.meant ?? []));
  const rest = left.filter((entry) => !meant.has(entry));
  return {
    findings: [
      ...misplaced.map((one) => misplacedFinding(model, one, tree)),
      ...renames.map(({ finding }) => finding),
      ...vanishedFindings(model, tree, rest, former),
    ],
    stacks: new Set([...vanished, ...renames.flatMap(({ old }) => old ?? [])].map(({ stack }) => stack.name)),
  };
}
