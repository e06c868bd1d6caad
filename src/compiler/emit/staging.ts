import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, unlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import { codeOf, FileFailure, fileFailure } from "./failure";
import { refuseDetours, removeEmpty, writeSynced } from "./folder";
import type { Lock } from "./lock";

/** Files that wait in a locked output folder. */
export interface Staging {
  /** Writes a file to where it waits. */
  stage(path: string, text: string): void;
  remove(path: string): void;
  /** Puts all that waits in place, in the order in which it was staged; when a step fails, takes all back and throws. */
  commit(): void;
}

type Step = { readonly path: string; readonly waiting: string | undefined };

export function stagingIn(folder: string, lock: Lock): Staging {
  const steps: Step[] = [];
  return {
    stage(path, text) {
      const waiting = join(lock.path, `${steps.length}.new`);
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
      if (!lock.isOurs()) throw new FileFailure(`another run took over ${folder}; run again`);
      putInPlace(folder, lock.path, steps);
    },
  };
}

/** Each step says how to take itself back before it is done; a rename is the only way in which a file changes. */
function putInPlace(folder: string, lock: string, steps: readonly Step[]): void {
  const undo: (() => void)[] = [];
  for (const [index, { path, waiting }] of steps.entries()) {
    const target = join(folder, path);
    try {
      refuseDetours(folder, path); // again: what was looked at may have been changed since
      const made = mkdirSync(dirname(target), { recursive: true });
      if (made !== undefined) undo.push(() => removeEmpty(dirname(target), dirname(made)));
      undo.push(keep(target, join(lock, `${index}.old`)));
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
