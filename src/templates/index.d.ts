import type { Model } from "../compiler/model";
import type { SynthesizedStack } from "../compiler/rooms";
import type { Stack } from "../compiler/stacks";
/**
 * Stage 5: one stack of the model as the text of its cdk.tf.json. Needs nothing but its arguments, so that stacks
 * can be made apart. Throws where a guard finds a fault of ours, never because of what a spec says.
 */
export declare function synthesizeStack(model: Model, stack: Stack): SynthesizedStack;
