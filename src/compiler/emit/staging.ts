import { linkSync, renameSync, rmSync, unlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import { LIMITS } from "../limits";
import { codeOf, FileFailure, fileFailure } from "./failure";
import { hasOutput, refuseDetours, removeEmpty, writeSynced, writeSyncing } from "./folder";
import { keptName, noteAdded, noteSteps } from "./journal";
import type { Lock } from "./lock";
import { makeFolder } from "./make-folder";
import { readPlainFile } from "./plain-file";

/** Files that wait in a locked output folder. */
export interface Staging {
  /** Writes a file to where it waits. The disk takes it meanwhile: see `taken`. */
  stage(path: string, text: string): void;
  remove(path: string): void;
  /** Resolves when the disk has all that waits; rejects when it has not, and then too nothing is open any more. */
  taken(): Promise<void>;
  /**
   * Puts all that waits in place, in the order in which it was staged, and before it takes away what goes: where a disk
   * knows no case, a file that goes may have the name of one that comes. When a step fails, takes all back and throws.
   */
  commit(): void;
}

/** How many files wait for the disk at once: Node has four threads for it, and some systems let a process have few open. */
const MOST_OPEN = 16;

type Step = { readonly path: string; readonly waiting: string | undefined };

export function stagingIn(folder: string, lock: Lock): Staging {
  const steps: Step[] = [];
  const syncing = new Set<Promise<unknown>>();
  let failure: unknown;
  return {
    stage(path, text) {
      const waiting = join(lock.path, `${steps.length}.new`);
      const failed = (error: unknown) => fileFailure("write", join(folder, path), error);
      try {
        if (syncing.size >= MOST_OPEN) writeSynced(waiting, text);
        else {
          const synced: Promise<unknown> = writeSyncing(waiting, text)
            .catch((error: unknown) => {
              failure ??= failed(error);
            })
            .finally(() => syncing.delete(synced));
          syncing.add(synced);
        }
      } catch (error) {
        throw failed(error);
      }
      steps.push({ path, waiting });
    },
    async taken() {
      await Promise.all(syncing);
      if (failure !== undefined) throw failure;
    },
    remove(path) {
      steps.push({ path, waiting: undefined });
    },
    commit() {
      if (!lock.isOurs()) throw new FileFailure(`another run took over ${folder}; run again`);
      const comes = steps.filter(({ waiting }) => waiting !== undefined);
      const goes = steps.filter(({ waiting }) => waiting === undefined);
      journal(folder, lock, { comes, all: [...goes, ...comes] });
      putInPlace(folder, lock.path, [...goes, ...comes]);
    },
  };
}

/** Should this run be killed, the next one finds here what it added, and what was there before. */
function journal(
  folder: string,
  lock: Lock,
  { comes, all }: { readonly comes: readonly Step[]; readonly all: readonly Step[] },
): void {
  const added = comes.map(({ path }) => path).filter((path) => !hasOutput(folder, path));
  try {
    if (added.length > 0) noteAdded(lock.path, [...lock.left, ...added]);
    const steps = all.map(({ path }) => path);
    if (steps.length > 0) noteSteps(lock.path, steps);
  } catch (error) {
    throw fileFailure("write to", folder, error);
  }
}

/** Each step says how to take itself back before it is done; a rename is the only way in which a file changes. */
function putInPlace(folder: string, lock: string, steps: readonly Step[]): void {
  const undo: (() => void)[] = [];
  for (const [index, { path, waiting }] of steps.entries()) {
    const target = join(folder, path);
    try {
      refuseDetours(folder, path); // again: what was looked at may have been changed since
      const made = makeFolder(dirname(target));
      if (made !== undefined) undo.push(() => removeEmpty(dirname(target), dirname(made)));
      undo.push(keep(target, join(lock, keptName(index))));
      if (waiting !== undefined) renameSync(waiting, target);
      else unlinkSync(target);
    } catch (error) {
      takeBack(undo, folder);
      throw error instanceof FileFailure ? error : fileFailure("write", target, error);
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

/** For file systems without hard links. Whole before it has its name: the next run may put it back. */
function keepCopy(target: string, old: string): () => void {
  const waiting = `${old}.new`;
  writeSynced(waiting, readPlainFile(target, { most: LIMITS.output, followLinks: false }));
  renameSync(waiting, old);
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
