import {
  closeSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  unlinkSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { codeOf, FileFailure, fileFailure } from "./failure";
import { isEmpty } from "./folder";

/** Where files wait in the output folder before they are put in place. Its existence is also the lock of the folder. */
const STAGING = ".panorama-compile-staging";
const STALE_MS = 60_000;

/** What the lock needs to know of the machine's processes. */
export interface Processes {
  readonly pid: number;
  readonly isAlive: (pid: number) => boolean;
}

/** A locked output folder with files waiting in it. */
export interface Staging {
  /** Writes a file to where it waits. */
  stage(path: string, text: string): void;
  remove(path: string): void;
  /** Puts all that waits in place, in the order in which it was staged; when a step fails, takes all back and throws. */
  commit(): void;
  /** Unlocks; what still waits is thrown away, and a folder that was made for it too. */
  close(): void;
}

/** Whether an earlier run of a process that is gone left its staging folder behind. */
export function wasInterrupted(folder: string, processes: Processes): boolean {
  return lockState(join(folder, STAGING), processes) === "left behind";
}

/** Locks an output folder, which is made if need be; undefined while another run holds it. */
export function openStaging(folder: string, processes: Processes): Staging | undefined {
  const lock = join(folder, STAGING);
  let made: string | undefined;
  try {
    made = mkdirSync(folder, { recursive: true });
    if (lockState(lock, processes) === "left behind") takeAway(lock, processes);
    mkdirSync(lock);
  } catch (error) {
    if (codeOf(error) === "EEXIST" && lockState(lock, processes) !== "free") return undefined;
    removeMade(folder, made);
    throw fileFailure("write to", folder, error);
  }
  try {
    writeSynced(join(lock, "pid"), String(processes.pid));
  } catch (error) {
    removeLock(folder, lock, made);
    throw fileFailure("write to", folder, error);
  }
  return stagingIn(folder, lock, made);
}

/** Removes the lock, and the folders that were made for this run where they are empty. */
function removeLock(folder: string, lock: string, madeFolder: string | undefined): void {
  rmSync(lock, { recursive: true, force: true });
  removeMade(folder, madeFolder);
}

function removeMade(folder: string, madeFolder: string | undefined): void {
  if (madeFolder !== undefined) removeEmpty(folder, dirname(madeFolder));
}

function lockState(lock: string, processes: Processes): "free" | "held" | "left behind" {
  try {
    const pid = Number(readFileSync(join(lock, "pid"), "utf8"));
    return pid !== processes.pid && processes.isAlive(pid) ? "held" : "left behind";
  } catch {
    const since = ageOf(lock);
    if (since === undefined) return "free";
    return since > STALE_MS ? "left behind" : "held"; // killed before it wrote its pid, or about to write it
  }
}

function ageOf(path: string): number | undefined {
  try {
    return Date.now() - statSync(path).mtimeMs;
  } catch {
    return undefined;
  }
}

/** By renaming first, so that of two runs that find a left lock only one removes it. */
function takeAway(lock: string, { pid }: Processes): void {
  const aside = `${lock}-${pid}`;
  renameSync(lock, aside);
  rmSync(aside, { recursive: true, force: true });
}

type Step = { readonly path: string; readonly waiting: string | undefined };

function stagingIn(folder: string, lock: string, madeFolder: string | undefined): Staging {
  const steps: Step[] = [];
  return {
    stage(path, text) {
      const waiting = join(lock, `${steps.length}.new`);
      try {
        writeSynced(waiting, text);
      } catch (error) {
        throw fileFailure("write", join(folder, path), error);
      }
      steps.push({ path, waiting });
    },
    remove(path) {
      steps.push({ path, waiting: undefined });
    },
    commit() {
      putInPlace(folder, lock, steps);
    },
    close() {
      removeLock(folder, lock, madeFolder);
    },
  };
}

/** Each step says how to take itself back before it is done; a rename is the only way in which a file changes. */
function putInPlace(folder: string, lock: string, steps: readonly Step[]): void {
  const undo: (() => void)[] = [];
  for (const [index, { path, waiting }] of steps.entries()) {
    const target = join(folder, path);
    try {
      const made = mkdirSync(dirname(target), { recursive: true });
      if (made !== undefined) undo.push(() => removeEmpty(dirname(target), dirname(made)));
      undo.push(keep(target, join(lock, `${index}.old`)));
      if (waiting !== undefined) renameSync(waiting, target);
      else unlinkSync(target);
    } catch (error) {
      takeBack(undo, folder);
      throw fileFailure("write", target, error);
    }
  }
  for (const { path, waiting } of steps)
    if (waiting === undefined) removeEmpty(dirname(join(folder, path)), folder);
}

/** Keeps a second name of what is there, and gives the way back to it. */
function keep(target: string, old: string): () => void {
  try {
    linkSync(target, old);
    return () => renameSync(old, target);
  } catch (error) {
    if (codeOf(error) !== "ENOENT") return keepCopy(target, old);
    return () => rmSync(target, { force: true });
  }
}

/** For file systems without hard links. */
function keepCopy(target: string, old: string): () => void {
  writeSynced(old, readFileSync(target, "utf8"));
  return () => renameSync(old, target);
}

function takeBack(undo: readonly (() => void)[], folder: string): void {
  try {
    for (const step of [...undo].reverse()) step();
  } catch (error) {
    throw new FileFailure(
      `writing to ${folder} failed half-way and could not be taken back (${codeOf(error) ?? error}); run again`,
    );
  }
}

/** Removes empty folders from one upwards, up to but not including another. */
function removeEmpty(from: string, end: string): void {
  for (let folder = from; folder !== end && isEmpty(folder); folder = dirname(folder)) {
    try {
      rmdirSync(folder);
    } catch {
      return; // somebody else's file came in between
    }
  }
}

function writeSynced(path: string, text: string): void {
  const file = openSync(path, "wx", 0o666);
  try {
    writeFileSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
