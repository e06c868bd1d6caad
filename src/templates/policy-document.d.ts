import type { Policy } from "../compiler/policies/policy";
import { type Context } from "./parts";
/** Adds a policy as a data source, which shows its statements line by line, and gives the reference to its JSON. */
export declare function addPolicy(context: Context, address: string, policy: Policy): string;
