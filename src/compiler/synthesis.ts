import type { Model } from "./model";
import type { Rooms, SynthesizedStack } from "./rooms";
import { type Stack, stacksOf } from "./stacks";

/** From how many appliances on a second thread is sooner done than the start of one takes; and of how many stacks. */
const WORTHWHILE = { appliances: 2_000, stacks: 8 };

/** Another thread that makes some of the stacks. */
export interface SecondThread {
  /** The stack of this index, if the other thread has it or is at it; undefined where it never will be. */
  made(index: number): SynthesizedStack | undefined;
  close(): void;
}

/** Starts making a model's stacks in another thread, from the last one on; undefined where there is no second core. */
export type StartSecondThread = (model: Model, stacks: readonly Stack[]) => SecondThread | undefined;

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
