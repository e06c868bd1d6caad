import { closeSync, constants, fstatSync, openSync, readFileSync, realpathSync } from "node:fs";
import { resolve, sep } from "node:path";
import type { ReadFile } from "../api";
import { codeOf, FileFailure, fileFailure } from "../emit/failure";
import type { Io } from "../io";
import type { Source } from "../source";
import { LIMITS } from "../yaml/kinds";

/** The texts that a command line names; `-` is standard input. */
export async function readSources(paths: readonly string[], io: Io): Promise<Source[]> {
  const sources: Source[] = [];
  for (const path of paths) {
    sources.push(path === "-" ? { text: await io.stdin() } : { path, text: readSpec(path, io.cwd) });
  }
  return sources;
}

function readSpec(path: string, cwd: string): Uint8Array {
  try {
    return readPlainFile(resolve(cwd, path), LIMITS.bytes + 1);
  } catch (error) {
    if (codeOf(error) === "EFBIG")
      throw new FileFailure(`can't read ${path}: it has more than ${LIMITS.bytes} bytes`);
    if (codeOf(error) === "EINVAL")
      throw new FileFailure(`can't read ${path}: it is not a plain file; - reads standard input`);
    throw fileFailure("read", path, error);
  }
}

/** Reads the files that specs name: plain files that really lie below the spec's folder, whatever links say. */
export function fileReader(cwd: string): ReadFile {
  return (path, folder) => {
    const root = realpathSync(resolve(cwd, folder));
    const real = realpathSync(resolve(cwd, path));
    if (!real.startsWith(root === sep ? root : root + sep)) throw failure("EXDEV");
    return readPlainFile(real, CSR_BYTES, constants.O_NOFOLLOW); // a link put there since is not followed
  };
}

/** More than any CSR has; inspectCsr has the exact limit. */
const CSR_BYTES = 1024 * 1024;

/** Opens first and looks afterwards, without waiting for a writer as a FIFO would have it. */
function readPlainFile(path: string, most: number, flags = 0): Uint8Array {
  const file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK | flags);
  try {
    const stat = fstatSync(file);
    if (stat.isDirectory()) throw failure("EISDIR");
    if (!stat.isFile()) throw failure("EINVAL");
    if (stat.size > most) throw failure("EFBIG");
    return readFileSync(file);
  } finally {
    closeSync(file);
  }
}

const failure = (code: string): Error => Object.assign(new Error(code), { code });
