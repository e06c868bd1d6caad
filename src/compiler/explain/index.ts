import examples from "virtual:examples";
import { accountKinds } from "./account-findings";
import type { Manual } from "./manual";
import { pages } from "./pages";
import { topics } from "./topics";

/** A bundle of its own: nobody but a reader of these pages waits for them. */
export const manual: Manual = { topics, accountKinds, pages, examples };
