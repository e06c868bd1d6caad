import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  readSync,
  realpathSync,
  type Stats,
  statSync,
} from "node:fs";
import { sep } from "node:path";

/** How a file is read that somebody else may have put there. */
export interface Reading {
  /** In bytes; more is refused. */
  readonly most: number;
  /** Whether the last part of the path may be a link. */
  readonly followLinks: boolean;
  /** Called with what was opened, before anything is read of it; throws to refuse it. */
  readonly confirm?: (opened: Stats) => void;
}

/**
 * The bytes of a plain file. Looks before it opens, as opening a device may already do something, and again at what
 * was opened; never waits for a writer, as a FIFO would have it. Throws errors with Node's codes: EISDIR for a folder,
 * EINVAL for what is neither folder nor plain file, ELOOP for a link, EFBIG for too many bytes.
 */
export function readPlainFile(path: string, { most, followLinks, confirm }: Reading): Buffer {
  refuseOthers((followLinks ? statSync : lstatSync)(path), most);
  const file = openSync(
    path,
    constants.O_RDONLY | constants.O_NONBLOCK | (followLinks ? 0 : constants.O_NOFOLLOW),
  );
  try {
    const opened = fstatSync(file);
    refuseOthers(opened, most);
    confirm?.(opened);
    return readUpTo(file, opened.size, most);
  } finally {
    closeSync(file);
  }
}

/**
 * The same of a file that must really lie below a folder, whatever links say: EXDEV where it does not. What was opened
 * must be what the path leads to afterwards too, so that nobody gains by changing links in between.
 */
export function readFileBelow(root: string, path: string, most: number): Buffer {
  const folder = realpathSync(root);
  const confirm = (opened: Stats) => {
    const now = lstatSync(realPathBelow(folder, path));
    if (now.ino !== opened.ino || now.dev !== opened.dev) throw fileError("EXDEV");
  };
  return readPlainFile(realPathBelow(folder, path), { most, followLinks: false, confirm });
}

function realPathBelow(folder: string, path: string): string {
  const real = realpathSync(path);
  if (!real.startsWith(folder.endsWith(sep) ? folder : folder + sep)) throw fileError("EXDEV");
  return real;
}

function refuseOthers(stat: Stats, most: number): void {
  if (stat.isSymbolicLink()) throw fileError("ELOOP");
  if (stat.isDirectory()) throw fileError("EISDIR");
  if (!stat.isFile()) throw fileError("EINVAL");
  if (stat.size > most) throw fileError("EFBIG");
}

/** To the end, which may have moved since its size was asked. */
function readUpTo(file: number, size: number, most: number): Buffer {
  const chunks: Buffer[] = [];
  for (let total = 0; ; ) {
    const chunk = Buffer.allocUnsafe(Math.max(size - total, 0) + 4096);
    const length = readSync(file, chunk);
    if (length === 0) return Buffer.concat(chunks);
    chunks.push(chunk.subarray(0, length));
    total += length;
    if (total > most) throw fileError("EFBIG");
  }
}

const fileError = (code: string): Error => Object.assign(new Error(code), { code });
