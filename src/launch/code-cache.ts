import {
  accessSync,
  closeSync,
  constants,
  existsSync,
  fstatSync,
  fsyncSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { Script } from "node:vm";

/** The folder beside the bundles. */
const FOLDER = "code-cache";
/** A bundle's compiled code takes two or three times its text, and is kept twice. */
const MOST_BYTES = 32 * 1024 * 1024;

/** How much is compared at a time: memory that is there already costs nothing. */
const CHUNK = 64 * 1024;

/** A bundle as it lies there. */
export interface Bundle {
  readonly name: string;
  /** Of its content, as the build knows it. */
  readonly hash: string;
  readonly stats: Stats;
}

/**
 * What V8 made of bundles' texts, kept beside them: reading it takes a fifth of compiling. Only in a folder that is ours:
 * what lies there runs as our code. Everything is best effort: what is missing, unreadable, somebody else's or does not
 * fit is as if it were not there. https://nodejs.org/api/vm.html#scriptcreatecacheddata
 */
export interface CodeCache {
  /** What is kept of a bundle, for this very Node. */
  read(bundle: Bundle): Kept | undefined;
  /** Replaces it, whole or not at all. The data is made only where it can be kept, since that takes some time. */
  write(bundle: Bundle, runs: number, make: () => Buffer): void;
}

/** V8 compiles what is called: so the code is of what some runs came by. */
export interface Kept {
  readonly data: Buffer;
  /** Of which kinds of runs, as bits of a byte. */
  readonly runs: number;
}

/** @param uid the user's number; undefined where there are none, as on Windows, and then there is no cache. `arch`: the processor's kind, which V8's own tag does not tell. */
export function codeCacheIn(
  folder: string,
  { uid, pid, arch }: { uid: number | undefined; pid: number; arch: string },
): CodeCache {
  const place = join(folder, FOLDER);
  let tag: string | undefined;
  const pathOf = ({ name, hash }: Bundle) => {
    tag ??= versionTag();
    return join(place, `${name}-${hash}-${arch}-${tag}`);
  };
  return {
    read: (bundle) =>
      attempt(() => {
        const owners = [uid, statSync(folder).uid];
        if (uid === undefined || !isSafeFolder(lstatSync(place), owners)) return undefined;
        const file = openSync(
          pathOf(bundle),
          constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK,
        );
        try {
          const stats = fstatSync(file);
          if (!stats.isFile() || !isSafe(stats, owners) || stats.size > MOST_BYTES) return undefined;
          return kept(bundle, file, stats.size);
        } finally {
          closeSync(file);
        }
      }),
    write: (bundle, runs, make) => {
      attempt(() => {
        if (uid === undefined || statSync(folder).uid !== uid) return;
        if (!existsSync(place)) mkdirSync(place, { mode: 0o755 });
        if (!isSafeFolder(lstatSync(place), [uid])) return;
        accessSync(place, constants.W_OK);
        const data = make();
        replace(pathOf(bundle), pid, Buffer.concat([data, data, endOf(bundle, runs)]));
        removeOld(place, bundle.name);
      });
    },
  };
}

const isSafeFolder = (stats: Stats, owners: readonly (number | undefined)[]): boolean =>
  stats.isDirectory() && isSafe(stats, owners);

/** Each version of Node and each set of its flags has a file of its own. */
const MOST_KEPT = 3;
/** What waits longer was left by a run that was killed; in milliseconds. */
const MOST_WAITING = 60 * 60 * 1000;

/** Removes what is kept of a bundle but for the newest, and what waits to be put in place for no one. */
function removeOld(place: string, name: string): void {
  const isOf = new RegExp(`^${name}-[0-9a-f]{16}-[\\w-]+(\\.\\d+)?$`);
  const found = readdirSync(place)
    .filter((file) => isOf.test(file))
    .map((file) => ({
      path: join(place, file),
      isWaiting: file.includes("."),
      at: statSync(join(place, file)).mtimeMs,
    }));
  const kept = found.filter(({ isWaiting }) => !isWaiting).sort((a, b) => b.at - a.at);
  const left = found.filter(({ isWaiting, at }) => isWaiting && Date.now() - at > MOST_WAITING);
  for (const { path } of [...kept.slice(MOST_KEPT), ...left]) rmSync(path, { force: true });
}

/** Nobody but one of these can have written it. */
const isSafe = ({ uid, mode }: Stats, owners: readonly (number | undefined)[]): boolean =>
  owners.includes(uid) && (mode & 0o022) === 0;

/**
 * What V8 writes in front of all that it compiles, the tag of its version and of its flags, and would refuse if it were
 * another's. Flags can alternate, so each has a file of its own. Of its own functions, the one that tells the tag lies in
 * a module that takes longer to load than all of this.
 */
const versionTag = (): string => new Script("").createCachedData().toString("hex", 0, 16);

/**
 * V8 does not notice a changed bit, and would run what it says: so the data is there twice, which is sooner compared
 * than a sum is made. And the bundle may have been edited since.
 */
function kept(bundle: Bundle, file: number, size: number): Kept | undefined {
  const end = endOf(bundle, 0);
  const length = (size - end.length) / 2;
  if (length < 1 || !Number.isInteger(length)) return undefined;
  const found = Buffer.alloc(end.length);
  if (readSync(file, found, 0, end.length, 2 * length) !== end.length) return undefined;
  const runs = found[end.length - 1] ?? 0;
  if (!found.equals(endOf(bundle, runs))) return undefined;
  const data = Buffer.allocUnsafeSlow(length); // V8 wants it aligned
  if (readSync(file, data, 0, length, 0) !== length) return undefined;
  const chunk = Buffer.allocUnsafeSlow(CHUNK);
  for (let at = 0; at < length; at += CHUNK) {
    const part = chunk.subarray(0, readSync(file, chunk, 0, Math.min(CHUNK, length - at), length + at));
    if (!part.equals(data.subarray(at, at + CHUNK))) return undefined;
  }
  return { data, runs };
}

/** What stands behind the data: what it is of. */
function endOf({ name, hash, stats }: Bundle, runs: number): Buffer {
  const { size, mtimeMs, ctimeMs, ino } = stats;
  const id = Buffer.from(JSON.stringify([name, hash, size, mtimeMs, ctimeMs, ino]));
  return Buffer.concat([id, Buffer.from([runs, runs])]);
}

function replace(path: string, pid: number, bytes: Buffer): void {
  const waiting = `${path}.${pid}`;
  try {
    const file = openSync(waiting, "wx", 0o644);
    try {
      writeFileSync(file, bytes);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(waiting, path);
  } catch (error) {
    rmSync(waiting, { force: true });
    throw error;
  }
}

/** A cache is no reason to fail. */
function attempt<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}
