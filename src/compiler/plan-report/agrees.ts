import { isObject, type JsonObject, own, unescaped } from "../json/unchecked";
import { canonical } from "./canonical";
import { argumentsOf, type CompiledStack, referenceIn } from "./compiled";
import type { Change } from "./plan";
import { renderedPolicy } from "./rendered-policy";

/** The arguments of which the planned value is not what the spec compiles to. What is known after apply only agrees. */
export function disagreeing(
  stack: CompiledStack,
  block: JsonObject,
  { after, afterUnknown }: Change,
): string[] {
  if (!isObject(after)) return [];
  return argumentsOf(block)
    .filter(([name]) => !isUnknown(own(afterUnknown, name)))
    .filter(([name, value]) => !isIgnored(block, name) && !agrees(stack, value, own(after, name)))
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

/** Whether a value of a plan or a state is what a value of a stack comes to. The plan's may say more: what AWS adds. */
export function agrees(stack: CompiledStack, compiled: unknown, planned: unknown): boolean {
  const reference = referenceIn(compiled);
  if (reference !== undefined) return agreesWithReference(stack, reference, planned);
  if (typeof compiled === "string") return canonical(unescaped(compiled)) === canonical(planned);
  if (Array.isArray(compiled)) return agreesWithList(stack, compiled, planned);
  if (!isObject(compiled)) return canonical(compiled) === canonical(planned);
  const [only] = Array.isArray(planned) && planned.length === 1 ? planned : [planned]; // a block that may stand once
  return Object.entries(compiled).every(([key, value]) => agrees(stack, value, own(only, unescaped(key))));
}

function agreesWithList(stack: CompiledStack, compiled: readonly unknown[], planned: unknown): boolean {
  const items = Array.isArray(planned) ? [...planned] : [];
  if (items.length !== compiled.length) return false;
  return compiled.every((value) => {
    const at = items.findIndex((item) => agrees(stack, value, item));
    if (at !== -1) items.splice(at, 1);
    return at !== -1;
  });
}

/**
 * A policy's text follows from its data source, and a name from the resource that has it; what only AWS can tell (an ARN,
 * an id) and what a variable brings is taken as it is.
 */
function agreesWithReference(stack: CompiledStack, reference: string, planned: unknown): boolean {
  const [, address = "", attribute = ""] = /^(.*)\.([a-z_]+)$/.exec(reference) ?? [];
  const block = stack.blocks.get(address);
  if (block === undefined) return true;
  if (address.startsWith("data.")) return canonical(renderedPolicy(block)) === canonical(planned);
  const value = own(block, attribute);
  return value === undefined || agrees(stack, value, planned);
}
