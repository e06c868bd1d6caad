import { isObject } from "../json/unchecked";
import type { Model } from "../model";
import { disagreeing } from "./agrees";
import { attributeChanges, changedNames } from "./attributes";
import { clean } from "./clean";
import type { Difference } from "./configuration";
import type { Drift } from "./drift";
import type { Fit } from "./match";
import type { Owner } from "./owners";
import { placesOf } from "./places";
import type { Change } from "./plan";
import { reasons } from "./reasons";
import type { Action, Explained, Reason, ReportedChange } from "./report";

/** What a change is judged by. */
export interface Ground {
  readonly fit: Fit;
  readonly model: Model;
  readonly owners: ReadonlyMap<string, Owner>;
  readonly drift: ReadonlyMap<string, Drift>;
  /** What the plan does to each resource, no-ops too, by address. */
  readonly changes: ReadonlyMap<string, Change>;
  /** Differences of the configuration, by the address of the resource. */
  readonly differences: ReadonlyMap<string, Difference>;
  /** The other stack of the spec that has an address now. */
  readonly elsewhere: (address: string) => string | undefined;
  readonly place: Explained["place"];
}

/** What a plan does to a resource; empty where it does nothing, and for data sources, which are only read. */
export function actionsOf(change: Change): Action[] {
  if (change.isData) return [];
  const planned = change.actions.join();
  const main = MAIN.get(planned) ?? "unknown";
  return [
    ...(main === "none" ? [] : [main]),
    ...(change.importId === undefined ? [] : ["import" as const]),
    ...(change.previousAddress === undefined || change.previousAddress === change.address
      ? []
      : ["move" as const]),
  ];
}

const MAIN: ReadonlyMap<string, Action | "none"> = new Map([
  ["no-op", "none"],
  ["read", "none"],
  ["create", "create"],
  ["update", "update"],
  ["delete", "destroy"],
  ["delete,create", "replace"],
  ["create,delete", "replace"],
  ["create,forget", "replace"],
  ["forget", "forget"],
]);

/** A change with the reason why the spec does not explain it, if there is one, and its place in the spec. */
export function explained(change: Change, actions: readonly Action[], ground: Ground): ReportedChange {
  const { fit, model, owners, place } = ground;
  const owner = owners.get(change.address);
  const reason = reasonAgainst(change, actions, ground);
  const names = namesShown(change, actions, fit);
  const { type, before, after } = change;
  const paths = placesOf({ model, owner, type, attributes: names, before, after });
  const placed = owner === undefined ? undefined : place(model.document, paths);
  const id = change.importId;
  return {
    address: clean(change.address),
    actions,
    ...(actions.includes("move") && { from: clean(change.previousAddress ?? "") }),
    ...(id !== undefined && fit.stack.imports.get(change.address) === id && { importId: clean(id) }),
    trust: changesTrust(change, actions, names),
    attributes: attributeChanges(change, names),
    explained: reason === undefined,
    ...(reason && { reason }),
    ...(placed && { place: placed }),
  };
}

/** A change of a plan that is of no stack of the spec. */
export const unplaced = (change: Change, actions: readonly Action[]): ReportedChange => ({
  address: clean(change.address),
  actions,
  ...(actions.includes("move") && { from: clean(change.previousAddress ?? "") }),
  trust: changesTrust(change, actions, []),
  attributes: [],
  explained: false,
  reason: reasons.noStack(),
});

/** Whether it decides anew who may assume the appliance role. */
const changesTrust = ({ address }: Change, actions: readonly Action[], names: readonly string[]): boolean =>
  address === "aws_iam_role.appliance" &&
  (actions.some((action) => ["destroy", "replace", "create"].includes(action)) ||
    names.includes("assume_role_policy"));

/**
 * What is said of attributes: all that an update changes; of a replacement what forces it, and what the stack sets, since
 * everything that AWS makes up is new.
 */
function namesShown(change: Change, actions: readonly Action[], { stack }: Fit): string[] {
  if (!isObject(change.before) || !isObject(change.after)) return [];
  const names = changedNames(change);
  if (!actions.includes("replace")) return actions.includes("update") ? names : [];
  const forcing = new Set(change.replacePaths.map(([first]) => first));
  const block = stack.blocks.get(change.address);
  return names.filter((name) => forcing.has(name) || (block !== undefined && Object.hasOwn(block, name)));
}

/** Why the spec does not explain a change; undefined where it does. The gravest reason first. */
function reasonAgainst(change: Change, actions: readonly Action[], ground: Ground): Reason | undefined {
  if (change.isDeposed) return reasons.deposed();
  if (actions.includes("unknown")) return reasons.unknownAction();
  if (actions.includes("destroy")) return againstDestroying(change, ground);
  if (actions.includes("forget"))
    return ground.fit.stack.removed.has(change.address) ? undefined : reasons.forgetsDeclared();
  return againstMaking(change, actions, ground);
}

function againstDestroying({ address }: Change, { fit, owners, elsewhere }: Ground): Reason | undefined {
  if (fit.stack.blocks.has(address)) return reasons.destroysDeclared();
  if (fit.stack.removed.has(address)) return reasons.willBeForgotten();
  const to = fit.stack.movedTo.get(address);
  if (to !== undefined) return reasons.notMoved(to);
  if (owners.has(address)) return undefined; // a tombstone, or an entry that does without it now
  if (address.startsWith("module.")) return reasons.foreignModule();
  const other = elsewhere(address);
  return other === undefined ? reasons.noTombstone() : reasons.otherStack(other);
}

function againstMaking(change: Change, actions: readonly Action[], ground: Ground): Reason | undefined {
  const { address } = change;
  const { stack } = ground.fit;
  const block = stack.blocks.get(address);
  if (block === undefined) return undeclared(change, ground);
  if (actions.includes("import") && stack.imports.get(address) !== change.importId) return reasons.import();
  if (actions.includes("create") && stack.imports.has(address)) return reasons.notImported();
  if (actions.includes("move") && stack.moved.get(address) !== change.previousAddress) return reasons.move();
  if (change.why === "replace_because_tainted") return reasons.tainted();
  if (change.why === "replace_by_request") return reasons.requested();
  const stale = ground.differences.get(address)?.arguments ?? [];
  const other = stale.length > 0 ? stale : disagreeing({ stack, changes: ground.changes }, block, change);
  if (other.length > 0) return reasons.stale(other);
  const drift = ground.drift.get(address);
  if (drift === undefined) return undefined;
  if (drift.isGone) return reasons.gone();
  return drift.undone.length > 0 ? reasons.drift(drift.undone) : reasons.driftKept(drift.kept);
}

/** What left the spec after the plan was made is of an old output; all else is somebody else's. */
function undeclared({ address }: Change, { owners }: Ground): Reason {
  if (address.startsWith("module.")) return reasons.foreignModule();
  return owners.has(address) ? reasons.undeclaredNow() : reasons.foreign();
}
