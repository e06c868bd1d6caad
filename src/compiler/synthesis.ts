import type { Model } from "./model";
import type { Rooms, SynthesizedStack } from "./rooms";
import { type Stack, stacksOf } from "./stacks";

/** From how many appliances on a second thread is sooner done than the start of one takes; and of how many stacks. */
const WORTHWHILE = { appliances: 2_000, stacks: 8 };

/** A document's stacks in their order, one by one. They need nothing of each other, so a fleet's are made by two threads. */
export function* synthesized(
  model: Model,
  { synthesizeStack, secondThread }: Pick<Rooms, "synthesizeStack" | "secondThread">,
): Generator<readonly [stack: Stack, made: SynthesizedStack]> {
  const stacks = stacksOf(model);
  const isWorthwhile = model.appliances.length >= WORTHWHILE.appliances && stacks.length >= WORTHWHILE.stacks;
  const second = isWorthwhile ? secondThread?.()(model, stacks) : undefined;
  try {
    for (const [index, stack] of stacks.entries())
      yield [stack, second?.made(index) ?? synthesizeStack()(model, stack)];
  } finally {
    second?.close();
  }
}
