import {
  accessSync,
  closeSync,
  constants,
  fstatSync,
  fsyncSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { cachedDataVersionTag } from "node:v8";
import { crc32 } from "node:zlib"; // half as long to load as what makes better sums

/** The folder beside the bundles. */
const FOLDER = "code-cache";
/** Bytes in front of the data, which V8 wants aligned: the sum. */
const HEAD = 8;
/** A bundle's compiled code takes two or three times its text. */
const MOST_BYTES = 32 * 1024 * 1024;

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
  read(bundle: Bundle): Buffer | undefined;
  /** Replaces it, whole or not at all. The data is made only where it can be kept, since that takes some time. */
  write(bundle: Bundle, make: () => Buffer): void;
}

/** @param uid the user's number; undefined where there are none, as on Windows, and then there is no cache. */
export function codeCacheIn(
  folder: string,
  { uid, pid }: { uid: number | undefined; pid: number },
): CodeCache {
  const place = join(folder, FOLDER);
  // V8's tag changes with its version, the processor and its flags; it compares most of that itself, but flags can alternate.
  const pathOf = ({ name, hash }: Bundle) => join(place, `${name}-${hash}-${cachedDataVersionTag()}`);
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
          return opened(bundle, readFileSync(file));
        } finally {
          closeSync(file);
        }
      }),
    write: (bundle, make) => {
      attempt(() => {
        if (uid === undefined || statSync(folder).uid !== uid) return;
        mkdirSync(place, { recursive: true, mode: 0o755 });
        if (!isSafeFolder(lstatSync(place), [uid])) return;
        accessSync(place, constants.W_OK);
        const data = make();
        replace(pathOf(bundle), pid, Buffer.concat([headOf(bundle, data), data]));
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
  const isOf = new RegExp(`^${name}-[0-9a-f]{16}-\\d+(\\.\\d+)?$`);
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

/** V8 does not notice a changed bit, and would run what it says; and a bundle may have been edited since. */
function opened(bundle: Bundle, whole: Buffer): Buffer | undefined {
  const data = whole.subarray(HEAD);
  return headOf(bundle, data).equals(whole.subarray(0, HEAD)) ? data : undefined;
}

/** A sum of what the data is of, and of the data. */
function headOf({ name, hash, stats }: Bundle, data: Buffer): Buffer {
  const { size, mtimeMs, ctimeMs, ino } = stats;
  const head = Buffer.alloc(HEAD);
  head.writeUInt32LE(crc32(data, crc32(JSON.stringify([name, hash, size, mtimeMs, ctimeMs, ino]))));
  return head;
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
