import { type FSWatcher, statSync, watch } from "node:fs";
import { dirname } from "node:path";

// The room of `--watch`: a bundle of its own.

/** What tells that a file is another one than before, for each path: undefined where there is none. */
export type Stamps = ReadonlyMap<string, string | undefined>;

/** What a wait is for. */
export interface Waiting {
  /** What is watched at the moment, absolute; asked again at each look, as folders gain and lose files. */
  readonly paths: () => Iterable<string>;
  /** How they were when they were last read. */
  readonly stamps: Stamps;
  /** Ends the wait, which then rejects with its reason. */
  readonly signal: AbortSignal;
}

/** What late rooms give to `--watch`. */
export interface Watcher {
  readonly stampOf: (path: string) => string | undefined;
  readonly changed: (waiting: Waiting) => Promise<readonly string[]>;
}

/** A save is several steps; they are one change once nothing has happened for this time. */
const QUIET_MS = 100;

/** At the latest then, should somebody never stop writing. */
const MOST_MS = 2000;

/** How often is looked without being told: where folders can't be watched, as on network mounts, and as a safety net. */
const LOOK_MS = 1000;

/** A look at many files may take long itself: then it takes at most this part of the time. */
const SHARE = 20;

/** Time and size are not enough: a file that is saved by renaming may be older and as large. */
export function stampOf(path: string): string | undefined {
  try {
    const stat = statSync(path, { bigint: true });
    return `${stat.dev}:${stat.ino}:${stat.size}:${stat.mtimeNs}:${stat.ctimeNs}`;
  } catch {
    return undefined; // reading it says why
  }
}

/**
 * Waits until one of the files is another one than its stamp, or comes or goes, and has been left alone for a moment.
 * Gives the paths that changed. Events of the system only say when to look: they differ by system and get lost.
 */
export async function changed({ paths, stamps, signal }: Waiting): Promise<readonly string[]> {
  let known = stamps;
  const bell = bellOf(signal);
  const watched = new Map<string, FSWatcher | undefined>();
  try {
    for (;;) {
      signal.throwIfAborted();
      const started = Date.now();
      const now = lookAt(paths());
      const different = differences(known, now);
      if (different.length > 0) return await settled(stamps, now, { paths, signal });
      known = now;
      watchFolders([...now.keys()], watched, bell.ring);
      await bell.rung(Math.max(LOOK_MS, SHARE * (Date.now() - started)));
    }
  } finally {
    for (const watcher of watched.values()) watcher?.close();
  }
}

function lookAt(paths: Iterable<string>): Map<string, string | undefined> {
  return new Map([...paths].map((path) => [path, stampOf(path)]));
}

function differences(before: Stamps, after: Stamps): string[] {
  const all = new Set([...before.keys(), ...after.keys()]);
  return [...all].filter((path) => before.get(path) !== after.get(path)).sort();
}

async function settled(first: Stamps, seen: Stamps, { paths, signal }: Pick<Waiting, "paths" | "signal">) {
  const deadline = Date.now() + MOST_MS;
  const pause = bellOf(signal); // rung by nothing but the signal
  for (let before = seen; ; ) {
    await pause.rung(QUIET_MS);
    signal.throwIfAborted();
    const now = lookAt(paths());
    if (differences(before, now).length === 0 || Date.now() > deadline) return differences(first, now);
    before = now;
  }
}

/** Folders, not files: an editor that saves by renaming puts another file in the place of the watched one. */
function watchFolders(
  paths: readonly string[],
  watched: Map<string, FSWatcher | undefined>,
  ring: () => void,
): void {
  for (const folder of new Set(paths.map((path) => dirname(path)))) {
    if (watched.has(folder)) continue;
    watched.set(folder, watcherOf(folder, ring));
  }
}

/** Undefined where the system can't: too many are watched, or the folder is not there. Looking does without. */
function watcherOf(folder: string, ring: () => void): FSWatcher | undefined {
  try {
    return watch(folder, { persistent: false }, ring).on("error", ring);
  } catch {
    return undefined;
  }
}

/** A wait that ends when somebody rings, when the time is over, or with the signal. */
function bellOf(signal: AbortSignal) {
  let wake: (() => void) | undefined;
  const ring = () => wake?.();
  return {
    ring,
    rung: (milliseconds: number) =>
      new Promise<void>((done) => {
        const timer = setTimeout(ring, milliseconds);
        signal.addEventListener("abort", ring, { once: true });
        wake = () => {
          clearTimeout(timer);
          signal.removeEventListener("abort", ring);
          wake = undefined;
          done();
        };
      }),
  };
}
