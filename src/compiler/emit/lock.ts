import { mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { codeOf, FileFailure, fileFailure } from "./failure";
import { removeEmpty } from "./folder";
import { addedBy, noteAdded } from "./journal";
import { makeFolder } from "./make-folder";
import { isThere } from "./new-files";
import { judged, leftIn, ownerOf, type Processes, removeStaging, STAGING } from "./owner";
import { rollBack } from "./recovery";

/** A lock that is held. */
export interface Lock {
  /** Where files may wait: gone with the lock. */
  readonly path: string;
  /** Files that killed runs may have put in place, of which no manifest tells. */
  readonly left: readonly string[];
  /** Whether it is still this run's: another run takes a lock that it holds for left behind. */
  readonly isOurs: () => boolean;
  /** Gives it up, and removes the folders that were made for it where they are empty. Throws FileFailure. */
  readonly release: () => void;
}

/** What killed runs left in an output folder: undefined where none did, else the files that they may have put in place. */
export function leftBehind(folder: string, processes: Processes): readonly string[] | undefined {
  const left = leftIn(folder, processes);
  return left.length > 0 ? [...new Set(left.flatMap(addedBy))].sort() : undefined;
}

/** How often a folder may vanish under a run because another one, which had made it, gave up. */
const ATTEMPTS = 5;

/**
 * Locks an output folder, which is made if need be; undefined while another run holds it. The folder is made ready
 * under another name, its owner in it, and renamed: nobody ever sees a lock without an owner. Throws FileFailure.
 */
export function takeLock(folder: string, processes: Processes, attempts = ATTEMPTS): Lock | undefined {
  const path = join(folder, STAGING);
  const seen = judged(path, processes);
  if (seen.state === "held") return undefined;
  let made: string | undefined;
  let ready: string | undefined;
  try {
    made = makeFolder(folder);
    ready = mkdtempSync(`${path}-`);
    const owner = JSON.stringify({ token: basename(ready), pid: processes.pid, host: processes.host });
    writeFileSync(join(ready, "owner"), owner); // not synced: after a power cut no owner lives
    const left = leftBehind(folder, processes) ?? [];
    if (left.length > 0) noteAdded(ready, left);
    if (seen.state === "left behind" && !takeAway(path, `${ready}-old`, seen.owner)) return discard(ready);
    if (!putAt(path, ready)) return discard(ready);
    sweep(folder, processes);
    return lockOf({ path, owner, aside: `${ready}-old`, made, left });
  } catch (error) {
    discard(ready);
    if (codeOf(error) === "ENOENT" && attempts > 1) return takeLock(folder, processes, attempts - 1);
    removeMade(folder, made);
    const isUnmade = codeOf(error) === "ENOENT" && !isThere(folder);
    throw fileFailure(isUnmade ? "make the folder" : "write to", folder, error);
  }
}

/** By renaming a folder: false where there is another one already. */
function putAt(path: string, folder: string): boolean {
  try {
    renameSync(folder, path);
    return true;
  } catch (error) {
    if (["EEXIST", "ENOTEMPTY"].includes(codeOf(error) ?? "")) return false;
    throw error;
  }
}

function discard(ready: string | undefined): undefined {
  if (ready !== undefined) quietly(() => rmSync(ready, { recursive: true, force: true }));
}

interface Held {
  readonly path: string;
  readonly owner: string;
  /** A name that nobody else uses. */
  readonly aside: string;
  readonly made: string | undefined;
  readonly left: readonly string[];
}

function lockOf({ path, owner, aside, made, left }: Held): Lock {
  const isOurs = () => ownerOf(path) === owner;
  return {
    path,
    left,
    isOurs,
    /** Renamed first: a run that is killed while it removes the files leaves no lock without an owner. */
    release() {
      try {
        if (!isOurs()) return;
        renameSync(path, aside);
        removeStaging(aside);
      } catch (error) {
        throw fileFailure("remove", path, error);
      } finally {
        removeMade(dirname(path), made);
      }
    },
  };
}

function removeMade(folder: string, made: string | undefined): void {
  if (made !== undefined) removeEmpty(folder, dirname(made));
}

/**
 * By renaming: of two runs that see the same left lock, one gets it. What turns out to be another lock is put back;
 * false where a third run has taken its place.
 */
function takeAway(path: string, aside: string, expected: string | undefined): boolean {
  try {
    renameSync(path, aside);
  } catch (error) {
    if (codeOf(error) === "ENOENT") return true;
    throw error;
  }
  return ownerOf(aside) === expected || (putAt(path, aside) && false);
}

/**
 * Puts back what killed runs were about to replace, and removes what they left beside the lock. Only for who holds the
 * lock. That can wait for another run where it fails.
 */
function sweep(folder: string, processes: Processes): void {
  for (const path of leftIn(folder, processes).filter((one) => basename(one) !== STAGING))
    quietly(() => {
      rollBack(folder, path);
      removeStaging(path);
    });
}

function quietly(work: () => void): void {
  try {
    work();
  } catch (error) {
    if (codeOf(error) === undefined && !(error instanceof FileFailure)) throw error;
  }
}
