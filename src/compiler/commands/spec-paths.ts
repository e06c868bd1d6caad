import { type Dirent, readdirSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { UsageError } from "../arguments";
import { codeOf, fileFailure } from "../emit/failure";

/** A file that may hold specs, by the path that findings show. */
export interface SpecPath {
  readonly path: string;
  /** The folder that it was found in, as the command line names it; absent for a file that the command line names. */
  readonly folder?: string;
  /** A link in a folder, which is not followed. */
  readonly isLink?: boolean;
}

/**
 * What a command line names: files as they are, folders as all `*.yaml` and `*.yml` below, sorted, without
 * dot-folders, `node_modules` and the folder `out`. Links in a folder are not followed: they could lead anywhere. An
 * empty name, as a variable that is not set gives it, is refused: to `resolve` it would be the current folder.
 */
export function specPaths(named: readonly string[], cwd: string, out?: string): SpecPath[] {
  if (named.includes("")) throw new UsageError("one SPEC is empty; the current folder is .");
  const found = named.flatMap((path): SpecPath[] =>
    path !== "-" && isFolder(resolve(cwd, path))
      ? below(path, { cwd, out })
          .map((file) => ({ ...file, folder: path }))
          .sort(byPath)
      : [{ path }],
  );
  const seen = new Set<string>();
  for (const { path } of found) {
    const identity = path === "-" ? path : resolve(cwd, path);
    if (seen.has(identity)) throw new UsageError(`${path} is named twice`);
    seen.add(identity);
  }
  return found;
}

const byPath = (a: SpecPath, b: SpecPath): number => (a.path < b.path ? -1 : 1);

/** Whether a folder is there. What isn't there at all is a file for the reader to complain about. */
export function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch (error) {
    if (codeOf(error) === undefined) throw error;
    return false;
  }
}

interface Where {
  readonly cwd: string;
  readonly out: string | undefined;
}

function below(folder: string, where: Where): SpecPath[] {
  return entriesOf(folder, where).flatMap((entry) => {
    const path = join(folder, entry.name).replace(/\\/g, "/");
    if (entry.isDirectory()) return isLookedInto(entry.name, path, where) ? below(path, where) : [];
    if (!/\.ya?ml$/.test(entry.name)) return [];
    if (entry.isSymbolicLink()) return [{ path, isLink: true }];
    return entry.isFile() ? [{ path }] : [];
  });
}

function entriesOf(folder: string, { cwd }: Where): Dirent[] {
  try {
    return readdirSync(resolve(cwd, folder), { withFileTypes: true });
  } catch (error) {
    throw fileFailure("read", folder, error);
  }
}

const isLookedInto = (name: string, path: string, { cwd, out }: Where): boolean =>
  !name.startsWith(".") &&
  name !== "node_modules" &&
  (out === undefined || resolve(cwd, path) !== resolve(cwd, out));
