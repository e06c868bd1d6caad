import examples from "virtual:examples";
import { accountKinds } from "./account-findings";
import { adopting } from "./adopting";
import type { Manual } from "./manual";
import { topics } from "./topics";

/** A bundle of its own: nobody but a reader of these pages waits for them. */
export const manual: Manual = { topics, accountKinds, texts: adopting, examples };
