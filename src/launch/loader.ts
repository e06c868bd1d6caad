import { type Bundles, bundlesIn, RUN } from "./bundles";
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
    : codeCacheIn(__dirname, { uid: process.getuid?.(), pid: process.pid, arch: process.arch });
  return bundlesIn(__dirname, BUNDLES, cache, require);
}

/** The command. What it compiled is kept after the first run that makes stacks, and the first that refuses a spec. */
export async function launch(): Promise<void> {
  const all = bundles();
  const { main } = all.load("front") as typeof import("../compiler/front");
  await main();
  if (process.exitCode === 0 && all.isLoaded("templates")) all.keep(RUN.done);
  if (process.exitCode === 1) all.keep(RUN.refused);
}
