import { agrees, isIgnored } from "./agrees";
import { changedNames } from "./attributes";
import type { CompiledStack } from "./compiled";
import { isObject, own } from "./json";
import type { Change } from "./plan";

/** What somebody changed outside of Terraform. */
export interface Drift {
  readonly change: Change;
  /** Whether it is gone. */
  readonly isGone: boolean;
  /** The attributes that are other than the spec has them. */
  readonly attributes: readonly string[];
}

/**
 * The drift that matters, by address. Terraform notes every difference between its state and what it reads, and right
 * after an apply there are many: an absent list that AWS gives back as an empty one, or the policy that another resource
 * put on a bucket. So an attribute counts only where its new value is not what the spec compiles to, or where the plan
 * changes it.
 */
export function driftIn(
  drift: readonly Change[],
  changes: ReadonlyMap<string, Change>,
  stack: CompiledStack,
): ReadonlyMap<string, Drift> {
  const found = new Map<string, Drift>();
  for (const change of drift) {
    const isGone = change.actions.join() === "delete";
    const planned = changes.get(change.address);
    const attributes = isGone ? [] : driftedAttributes(change, planned, stack);
    const comesBack = isGone && (planned !== undefined || stack.blocks.has(change.address));
    if (comesBack || attributes.length > 0) found.set(change.address, { change, isGone, attributes });
  }
  return found;
}

function driftedAttributes(change: Change, planned: Change | undefined, stack: CompiledStack): string[] {
  const block = stack.blocks.get(change.address);
  const touched = new Set(planned === undefined || !isObject(planned.after) ? [] : changedNames(planned));
  return changedNames(change).filter((name) => {
    const value = own(change.after, name);
    const isSet = block !== undefined && Object.hasOwn(block, name) && !isIgnored(block, name);
    if (isSet && block !== undefined) return !agrees(stack, block[name], value);
    return touched.has(name) && planned !== undefined && planned.actions.join() === "update";
  });
}
