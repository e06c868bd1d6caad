import { own } from "../json/unchecked";
import { agrees, isIgnored } from "./agrees";
import { changedNames } from "./attributes";
import { canonical } from "./canonical";
import type { CompiledStack } from "./compiled";
import type { Change } from "./plan";

/** What somebody changed outside of Terraform. */
export interface Drift {
  readonly change: Change;
  /** Whether it is gone. */
  readonly isGone: boolean;
  /** The attributes that the plan sets to what the spec says. */
  readonly undone: readonly string[];
  /** Those that it leaves as they are now. */
  readonly kept: readonly string[];
}

/**
 * What other resources of ours set, or AWS counts up by itself: an apply changes it, and the state learns of it only at
 * the next one. Whoever changes it by hand changes what that other resource has, too.
 */
const ECHOES: Readonly<Record<string, readonly string[]>> = {
  aws_cloudformation_stack: ["outputs"],
  aws_iam_role: ["inline_policy", "managed_policy_arns"],
  aws_iot_policy: ["default_version_id"],
  aws_iot_thing: ["version"],
  aws_s3_access_point: ["policy", "has_public_access_policy"],
  aws_s3_bucket: ["policy", "server_side_encryption_configuration", "versioning"],
  aws_s3control_access_point_policy: ["has_public_access_policy"],
  aws_secretsmanager_secret_version: ["version_id", "version_stages"],
};

/** What a spec never gives, and nobody is to add. */
const WATCHED = new Set(["aws_secretsmanager_secret.policy"]);

/**
 * The drift that matters, by address. Terraform notes every difference between its state and what it reads, and right
 * after an apply there are many: an absent list that AWS gives back as an empty one, or the policy that another resource
 * put on a bucket. So an attribute counts where its new value is not what the spec compiles to, where the plan changes
 * it, or where it had a value before and no other resource of ours sets it.
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
    const names = isGone ? [] : driftedAttributes(change, planned, stack);
    const touched = touchedBy(planned);
    const undone = names.filter((name) => touched.has(name));
    const comesBack = isGone && (planned !== undefined || stack.blocks.has(change.address));
    if (comesBack || names.length > 0)
      found.set(change.address, { change, isGone, undone, kept: names.filter((name) => !touched.has(name)) });
  }
  return found;
}

/** The attributes that an update changes. */
const touchedBy = (planned: Change | undefined): ReadonlySet<string> =>
  new Set(planned === undefined || planned.actions.join() !== "update" ? [] : changedNames(planned));

function driftedAttributes(change: Change, planned: Change | undefined, stack: CompiledStack): string[] {
  const block = stack.blocks.get(change.address);
  if (block === undefined) return [];
  const touched = touchedBy(planned);
  return changedNames(change).filter((name) => {
    if (isIgnored(block, name)) return false;
    if (Object.hasOwn(block, name)) return !agrees({ stack }, block[name], own(change.after, name));
    return touched.has(name) || isNoticed(change, name);
  });
}

function isNoticed({ type, before }: Change, name: string): boolean {
  if (WATCHED.has(`${type}.${name}`)) return true;
  const isEcho = Object.hasOwn(ECHOES, type) && ECHOES[type]?.includes(name) === true;
  return !isEcho && canonical(own(before, name)) !== canonical(undefined);
}
