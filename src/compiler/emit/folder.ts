import {
  close,
  closeSync,
  fsync,
  fsyncSync,
  lstatSync,
  openSync,
  readdirSync,
  rmdirSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { LIMITS } from "../limits";
import { codeOf, FileFailure, fileFailure } from "./failure";
import { readPlainFile } from "./plain-file";

/** A file of the output folder as text; undefined where there is none. Symbolic links and anything but plain files are refused. */
export function readOutput(folder: string, path: string): string | undefined {
  refuseDetours(folder, path);
  // A link that took the place of a folder after the first look is seen by the second.
  const confirm = () => refuseDetours(folder, path);
  try {
    return readPlainFile(join(folder, path), { most: LIMITS.output, followLinks: false, confirm }).toString();
  } catch (error) {
    if (codeOf(error) === "ENOENT") return undefined;
    if (error instanceof FileFailure) throw error;
    throw fileFailure("read", join(folder, path), error);
  }
}

/** Whether a file of the output folder is there, without reading it. */
export function hasOutput(folder: string, path: string): boolean {
  refuseDetours(folder, path);
  return statOf(join(folder, path)) !== undefined;
}

/**
 * Every part of a path below the output folder must be a folder or plain file of its own: a planted link would
 * let a run write elsewhere.
 */
export function refuseDetours(folder: string, path: string): void {
  const parts = path.split("/");
  for (const [index] of parts.entries()) {
    const part = join(folder, ...parts.slice(0, index + 1));
    const last = index === parts.length - 1;
    const stat = statOf(part);
    if (stat === undefined) return;
    if (stat.isSymbolicLink())
      throw new FileFailure(`${part} is a symbolic link; the output is not written through links`);
    if (last ? !stat.isFile() : !stat.isDirectory()) {
      throw new FileFailure(`${part} is not a ${last ? "plain file" : "folder"}; move it away`);
    }
  }
}

function statOf(path: string) {
  try {
    return lstatSync(path);
  } catch (error) {
    if (codeOf(error) === "ENOENT" || codeOf(error) === "ENOTDIR") return undefined;
    throw fileFailure("look at", path, error);
  }
}

function isEmpty(folder: string): boolean {
  try {
    return readdirSync(folder).length === 0;
  } catch {
    return false;
  }
}

/** Removes empty folders from one upwards, up to but not including another. */
export function removeEmpty(from: string, end: string): void {
  for (let folder = from; folder !== end && isEmpty(folder); folder = dirname(folder)) {
    try {
      rmdirSync(folder);
    } catch {
      return; // somebody else's file came in between
    }
  }
}

/** Writes a new file. The promise is of the disk's taking it, at which others can be worked on. */
export function writeSyncing(path: string, text: string): Promise<void> {
  const file = openSync(path, "wx", 0o666);
  try {
    writeFileSync(file, text);
  } catch (error) {
    closeSync(file);
    throw error;
  }
  return new Promise((resolve, reject) => {
    fsync(file, (error) => {
      close(file, (other) => (error || other ? reject(error ?? other) : resolve()));
    });
  });
}

/** Writes a new file and has the disk take it. */
export function writeSynced(path: string, text: string | Uint8Array): void {
  const file = openSync(path, "wx", 0o666);
  try {
    writeFileSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
