import { isObject, type JsonObject, listOf, own, unescaped } from "../json/unchecked";
import { canonical } from "./canonical";
import { argumentsOf, type CompiledStack, referenceIn } from "./compiled";
import type { Change } from "./plan";
import { renderedPolicy } from "./rendered-policy";

/** What values are held against. */
export interface Known {
  readonly stack: CompiledStack;
  /** What the plan does to each resource, no-ops too, by address; without it, what AWS tells is taken as it is. */
  readonly changes?: ReadonlyMap<string, Change>;
}

/**
 * The arguments of which the planned value is not what the spec compiles to. What is known after apply only agrees where
 * the stack refers to something that AWS tells.
 */
export function disagreeing(known: Known, block: JsonObject, { after, afterUnknown }: Change): string[] {
  if (!isObject(after)) return [];
  return argumentsOf(block)
    .filter(
      ([name, value]) =>
        !isIgnored(block, name) && !agrees(known, value, own(after, name), own(afterUnknown, name)),
    )
    .map(([name]) => name);
}

/** Whether a value, or some of it, is known after apply only. */
export function isUnknown(unknown: unknown): boolean {
  if (typeof unknown !== "object" || unknown === null) return unknown === true;
  return Object.values(unknown).some(isUnknown);
}

/** Whether the spec leaves an argument as AWS has it. */
export function isIgnored(block: JsonObject, name: string): boolean {
  const ignored = own(block.lifecycle, "ignore_changes");
  return Array.isArray(ignored) && ignored.includes(name);
}

/**
 * Whether a value of a plan or a state is what a value of a stack comes to. The plan's may say more: what AWS adds.
 * `unknown`: what of it is known after apply only, as Terraform marks it: `true` in the place of a value.
 */
export function agrees(known: Known, compiled: unknown, planned: unknown, unknown?: unknown): boolean {
  if (unknown === true) return mayBeUnknown(known.stack, compiled);
  const reference = referenceIn(compiled);
  if (reference !== undefined) return agreesWithReference(known, reference, planned, unknown);
  if (typeof compiled === "string") return canonical(unescaped(compiled)) === canonical(planned);
  if (Array.isArray(compiled)) return agreesWithList(known, compiled, planned, unknown);
  if (!isObject(compiled)) return canonical(compiled) === canonical(planned);
  const isBlock = Array.isArray(planned) && planned.length === 1; // one that may stand once
  const [only, mark] = isBlock ? [planned[0], listOf(unknown)[0]] : [planned, unknown];
  return Object.entries(compiled).every(([name, value]) => {
    const key = unescaped(name);
    return agrees(known, value, own(only, key), own(mark, key));
  });
}

function agreesWithList(
  known: Known,
  compiled: readonly unknown[],
  planned: unknown,
  unknown: unknown,
): boolean {
  const items = listOf(planned).map((item, index) => [item, listOf(unknown)[index]]);
  if (items.length !== compiled.length) return false;
  return compiled.every((value) => {
    const at = items.findIndex(([item, mark]) => agrees(known, value, item, mark));
    if (at !== -1) items.splice(at, 1);
    return at !== -1;
  });
}

/**
 * A policy's text follows from its data source, and a name from the resource that has it; what only AWS can tell (an ARN,
 * an id) is the one that the plan has of that resource; what a variable brings is taken as it is.
 */
function agreesWithReference(known: Known, reference: string, planned: unknown, unknown: unknown): boolean {
  const { stack, changes } = known;
  const { address, block, attribute } = referred(stack, reference);
  if (block === undefined) return true;
  if (address.startsWith("data.")) return canonical(renderedPolicy(block)) === canonical(planned);
  const value = own(block, attribute);
  if (value !== undefined) return agrees(known, value, planned, unknown);
  const after = changes?.get(address)?.after;
  // Were it unknown, so would be what refers to it, and there would be nothing to hold against it.
  return !isObject(after) || canonical(own(after, attribute)) === canonical(planned);
}

/** Whether a value of a stack hangs on what only AWS can tell. */
function mayBeUnknown(stack: CompiledStack, value: unknown): boolean {
  const reference = referenceIn(value);
  if (reference === undefined)
    return (
      typeof value === "object" &&
      value !== null &&
      Object.values(value).some((one) => mayBeUnknown(stack, one))
    );
  const { address, block, attribute } = referred(stack, reference);
  if (block === undefined) return true;
  if (address.startsWith("data.")) return mayBeUnknown(stack, block) || Object.hasOwn(block, "depends_on");
  const argument = own(block, attribute);
  return argument === undefined || mayBeUnknown(stack, argument);
}

/** What a reference refers to; without a block where it is none of the stack's own resources and data sources. */
function referred(stack: CompiledStack, reference: string) {
  const [, address = "", attribute = ""] = /^(.*)\.([a-z_]+)$/.exec(reference) ?? [];
  return { address, attribute, block: stack.blocks.get(address) };
}
