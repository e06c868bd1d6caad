import { entriesByKind, NOUNS } from "../entry-kinds";
import { atValue, type Finding, finding } from "../finding";
import { type Entry, type Model, TOMBSTONE_KINDS, type TombstoneKind } from "../model";
import { quoted } from "../text";
import { groupedBy } from "../values";
import { isWritten, type Tree } from "../yaml/tree";
import { nameInOutput } from "./documents";
import type { FormerEntry } from "./entries";
import { previousKinds } from "./kinds";

/** An entry that stands in another Region than in the last output. */
export interface ChangedRegion {
  readonly kind: TombstoneKind;
  readonly entry: Entry;
  /** As the Region that it leaves has it. */
  readonly left: FormerEntry;
}

/** What stands in another Region now. No state can be told so: the resources are where they are. */
export function changedRegions(model: Model, former: readonly FormerEntry[]): ChangedRegion[] {
  const byKind = entriesByKind(model);
  const before = groupedBy(former, ({ kind, address }) => `${kind} ${address}`);
  const buried = new Set(model.tombstones.map(({ kind, address, region }) => `${kind} ${address} ${region}`));
  return TOMBSTONE_KINDS.flatMap((kind) => {
    const now = groupedBy(byKind[kind], ({ address }) => address);
    return byKind[kind].flatMap((entry): ChangedRegion[] => {
      const earlier = before.get(`${kind} ${entry.address}`) ?? [];
      if (earlier.some(({ region }) => region === entry.region)) return [];
      const regionsNow = new Set(now.get(entry.address)?.map(({ region }) => region));
      const left = earlier.find(
        ({ region }) => !regionsNow.has(region) && !buried.has(`${kind} ${entry.address} ${region}`),
      );
      return left ? [{ kind, entry, left }] : [];
    });
  });
}

/** What goes with the old one. */
function lossOf({ appliances }: Model, { kind, entry: { address } }: ChangedRegion): string | undefined {
  switch (kind) {
    case "appliance": {
      const { certificate } = appliances.find((appliance) => appliance.address === address) ?? {};
      return certificate?.from === "csr"
        ? "its certificate too: the appliance is cut off until it has the new one"
        : undefined;
    }
    case "bucket":
      return "S3 refuses to delete it while it holds objects";
    case "secret":
      return "its value goes with it";
    default:
      return undefined;
  }
}

/** The finding; a thing type needs none, since it goes where its appliances go. */
export function regionFinding(
  model: Model,
  change: ChangedRegion,
  staying: ReadonlySet<string>,
  tree: Tree,
): Finding[] {
  const { kind, entry, left } = change;
  if (kind === "thingType") return [];
  const loss = lossOf(model, change);
  const message = `the ${NOUNS[kind]} ${quoted(entry.name)} changes its Region from ${left.region} to ${entry.region}, which AWS can't do: applying destroys it there and makes it anew here${loss ? `; ${loss}` : ""}`;
  const region = [...entry.path, "region"];
  const place = isWritten(tree, region) ? atValue(...region) : atValue(...entry.path, "name");
  const order = staying.has(left.stack.name)
    ? `apply the stack ${left.stack.name}, which destroys it, before those of ${entry.region}`
    : `destroy the stack ${nameInOutput(left.stack)}, which is no longer made, before you apply those of ${entry.region}`;
  // An access point goes where its bucket goes.
  const stay = `${isWritten(tree, region) ? "write" : "add"} region: ${left.region} to leave it where it is`;
  const help = kind === "accessPoint" ? order : `${stay}; if it is to go, ${order}`;
  return [finding(previousKinds.changesRegion, place, message, { help })];
}
