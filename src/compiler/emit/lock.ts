import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import { codeOf, fileFailure } from "./failure";
import { removeEmpty } from "./folder";

/** The folder in the output folder where files wait to be put in place. Its existence is also the lock. */
export const STAGING = ".panorama-compile-staging";

/** A lock whose owner can't be asked, on another machine or not to be read, counts as left behind after this time. */
const PATIENCE_MS = 10 * 60_000;

/** What the lock needs to know of the machine. */
export interface Processes {
  readonly pid: number;
  /** The machine's name: process ids of another one mean nothing here. */
  readonly host: string;
  readonly isAlive: (pid: number) => boolean;
}

/** A lock that is held. */
export interface Lock {
  /** Where files may wait: gone with the lock. */
  readonly path: string;
  /** Whether it is still this run's: another run takes a lock that it holds for left behind. */
  readonly isOurs: () => boolean;
  /** Gives it up, and removes the folders that were made for it where they are empty. */
  readonly release: () => void;
}

export type LockState = "free" | "held" | "left behind";

/** Whether a run holds an output folder, or was killed while it did. */
export const lockState = (folder: string, processes: Processes): LockState =>
  judged(join(folder, STAGING), processes).state;

/**
 * Locks an output folder, which is made if need be; undefined while another run holds it. The folder is made ready
 * under another name, its owner in it, and renamed: nobody ever sees a lock without an owner.
 */
export function takeLock(folder: string, processes: Processes): Lock | undefined {
  const path = join(folder, STAGING);
  const seen = judged(path, processes);
  if (seen.state === "held") return undefined;
  let made: string | undefined;
  let ready: string | undefined;
  try {
    made = mkdirSync(folder, { recursive: true });
    ready = mkdtempSync(`${path}-`);
    const owner = JSON.stringify({ token: basename(ready), pid: processes.pid, host: processes.host });
    writeFileSync(join(ready, "owner"), owner); // not synced: after a power cut no owner lives
    if (seen.state === "left behind") takeAway(path, `${ready}-old`, seen.owner);
    renameSync(ready, path);
    sweep(folder, processes);
    return lockOf(folder, path, owner, made);
  } catch (error) {
    if (ready !== undefined) rmSync(ready, { recursive: true, force: true });
    if (["EEXIST", "ENOTEMPTY"].includes(codeOf(error) ?? "")) return undefined;
    removeMade(folder, made);
    throw fileFailure("write to", folder, error);
  }
}

function lockOf(folder: string, path: string, owner: string, made: string | undefined): Lock {
  const isOurs = () => ownerOf(path) === owner;
  return {
    path,
    isOurs,
    release() {
      if (isOurs()) rmSync(path, { recursive: true, force: true });
      removeMade(folder, made);
    },
  };
}

function removeMade(folder: string, made: string | undefined): void {
  if (made !== undefined) removeEmpty(folder, dirname(made));
}

function judged(path: string, processes: Processes): { state: LockState; owner: string | undefined } {
  const owner = ownerOf(path);
  const age = ageOf(path);
  if (age === undefined) return { state: "free", owner };
  const [pid, host] = identityOf(owner);
  const known = pid !== undefined && host === processes.host;
  const gone = known ? pid === processes.pid || !processes.isAlive(pid) : age > PATIENCE_MS;
  return { state: gone ? "left behind" : "held", owner };
}

function identityOf(owner: string | undefined): [pid?: number, host?: string] {
  try {
    const { pid, host } = JSON.parse(owner ?? "");
    return Number.isInteger(pid) && pid > 0 && typeof host === "string" ? [pid, host] : [];
  } catch {
    return [];
  }
}

/** By renaming: of two runs that see the same left lock, one gets it. What turns out to be another lock is put back. */
function takeAway(path: string, aside: string, expected: string | undefined): void {
  try {
    renameSync(path, aside);
  } catch (error) {
    if (codeOf(error) === "ENOENT") return;
    throw error;
  }
  if (ownerOf(aside) === expected) rmSync(aside, { recursive: true, force: true });
  else renameSync(aside, path);
}

/** Removes what killed runs left beside the lock. */
function sweep(folder: string, processes: Processes): void {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    if (name.startsWith(`${STAGING}-`) && judged(path, processes).state === "left behind") {
      rmSync(path, { recursive: true, force: true });
    }
  }
}

function ownerOf(path: string): string | undefined {
  try {
    return readFileSync(join(path, "owner"), "utf8");
  } catch {
    return undefined;
  }
}

function ageOf(path: string): number | undefined {
  try {
    return Date.now() - statSync(path).mtimeMs;
  } catch {
    return undefined;
  }
}
