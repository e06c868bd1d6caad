import { readdirSync, renameSync } from "node:fs";
import { join } from "node:path";
import { writeSynced } from "./folder";
import { readPlainFile } from "./plain-file";

/** In a staging folder: the files that a run is about to add to the output, for the one that finds it killed. */
const ADDED = "added";

/** Likewise the files that it is about to put in place or take away, in the order of its steps. */
const STEPS = "steps";

/** Room for the paths of 10,000 stacks. */
const BYTES = 4 * 1024 * 1024;

/** The files that the owner of a staging folder may have added; nothing where that can't be read. */
export const addedBy = (staging: string): string[] => pathsIn(staging, ADDED).filter(isStackFile);

export const noteAdded = (staging: string, paths: readonly string[]): void => note(staging, ADDED, paths);

/**
 * Where a staging folder keeps what was there before its owner's steps, by path. Nothing where all steps were done: what
 * still had to be put in place would be waiting there, as what goes went before.
 */
export function keptBy(staging: string): ReadonlyMap<string, string> {
  if (!readdirSync(staging).some((name) => /^\d+\.new$/.test(name))) return new Map();
  const paths = pathsIn(staging, STEPS).map((path, index) => [path, keptName(index)] as const);
  return new Map(paths.filter(([path]) => isOutputFile(path)));
}

export const noteSteps = (staging: string, paths: readonly string[]): void => note(staging, STEPS, paths);

/** The name in the staging folder of what was there before a step. */
export const keptName = (step: number): string => `${step}.old`;

function pathsIn(staging: string, name: string): string[] {
  try {
    const bytes = readPlainFile(join(staging, name), { most: BYTES, followLinks: false });
    const paths: unknown = JSON.parse(bytes.toString());
    return Array.isArray(paths) ? paths.map(String) : [];
  } catch {
    return [];
  }
}

/** Whole before it has its name, as a run can be killed while it writes it. */
function note(staging: string, name: string, paths: readonly string[]): void {
  const waiting = join(staging, `${name}.new`);
  writeSynced(waiting, JSON.stringify(paths));
  renameSync(waiting, join(staging, name));
}

/** Somebody may have planted what is read here: no other file is ever touched by it. */
const isStackFile = (path: string): boolean =>
  /^stacks\/[A-Za-z0-9][A-Za-z0-9_-]*\/cdk\.tf\.json$/.test(path);

const isOutputFile = (path: string): boolean =>
  isStackFile(path) || path === "manifest.json" || path === "review.md";
