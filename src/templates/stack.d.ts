import type { Context } from "./parts";
/** Adds what every stack has: backend, provider, and the versions that they need. */
export declare function addFrame({ scope, model, stack }: Context): void;
