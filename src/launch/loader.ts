import { type Bundles, bundlesIn } from "./bundles";
import { codeCacheIn } from "./code-cache";

/** The contents' hashes of the bundles, by name: scripts/bundle.mjs puts them in. */
declare const BUNDLES: Readonly<Record<string, string>>;

/** Turns the code cache off, with any value but nothing. */
const OFF = "PANORAMA_COMPILE_NO_CODE_CACHE";
const NO_CACHE = { read: () => undefined, write: () => {} };

/** The bundles of this folder, with their compiled code where it is kept. */
export function bundles(): Bundles {
  const cache = process.env[OFF]
    ? NO_CACHE
    : codeCacheIn(__dirname, { uid: process.getuid?.(), pid: process.pid });
  return bundlesIn(__dirname, BUNDLES, cache, require);
}

/** The command. What it compiled is kept after a run that went well and made stacks, since that has seen the most of it. */
export async function launch(): Promise<void> {
  const all = bundles();
  const { main } = all.load("front") as typeof import("../compiler/front");
  await main();
  if (process.exitCode === 0 && all.isLoaded("templates")) all.keep();
}
