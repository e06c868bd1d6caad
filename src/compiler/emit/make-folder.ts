import { mkdirSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { codeOf } from "./failure";
import { removeEmpty } from "./folder";

/**
 * Makes a folder and those above it that are missing, or none of them; gives the first that it made, undefined where the
 * folder was there. Others may make or remove the same folders meanwhile: what is gone again is ENOENT, to be tried anew.
 *
 * Node's own `recursive` goes back to the parent for every ENOENT, and so for ever where a parent that is there takes no
 * folders, as /proc does.
 */
export function makeFolder(path: string): string | undefined {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) return undefined;
  const parent = dirname(path);
  try {
    return make(path);
  } catch (error) {
    if (codeOf(error) !== "ENOENT" || parent === path) throw error;
  }
  const first = makeFolder(parent);
  try {
    const made = make(path);
    return first ?? made;
  } catch (error) {
    if (first !== undefined) removeEmpty(parent, dirname(first));
    throw error;
  }
}

/** Undefined where somebody else has just made it. */
function make(path: string): string | undefined {
  try {
    mkdirSync(path);
    return path;
  } catch (error) {
    if (codeOf(error) === "EEXIST" && statSync(path).isDirectory()) return undefined;
    throw error;
  }
}
