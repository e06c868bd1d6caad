import { lstatSync, readdirSync, rmdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { codeOf, FileFailure } from "./failure";
import { readPlainFile } from "./plain-file";

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

export type LockState = "free" | "held" | "left behind";

/** Whether a run holds a staging folder, or was killed while it did. Throws FileFailure for what is no folder. */
export function judged(path: string, processes: Processes): { state: LockState; owner: string | undefined } {
  const owner = ownerOf(path);
  const age = ageOf(path);
  if (age === undefined) return { state: "free", owner };
  const [pid, host] = identityOf(owner);
  const known = pid !== undefined && host === processes.host;
  const gone = known ? pid === processes.pid || !processes.isAlive(pid) : age > PATIENCE_MS;
  if (gone && ownerOf(path) !== owner) return { state: "held", owner }; // it ended meanwhile, and another may have come
  return { state: gone ? "left behind" : "held", owner };
}

/** What says whose a staging folder is; undefined where that can't be read. */
export function ownerOf(path: string): string | undefined {
  try {
    return readPlainFile(join(path, "owner"), { most: 4096, followLinks: false }).toString();
  } catch {
    return undefined;
  }
}

function identityOf(owner: string | undefined): [pid?: number, host?: string] {
  try {
    const { pid, host } = JSON.parse(owner ?? "");
    return Number.isInteger(pid) && pid > 0 && typeof host === "string" ? [pid, host] : [];
  } catch {
    return [];
  }
}

function ageOf(path: string): number | undefined {
  try {
    const stat = lstatSync(path);
    if (!stat.isDirectory()) throw new FileFailure(`${path} is not a folder; move it away`);
    return Date.now() - stat.mtimeMs;
  } catch (error) {
    if (error instanceof FileFailure) throw error;
    return undefined;
  }
}

/** The staging folder and what runs made beside it, whoever they belong to. */
function stagingsIn(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => name === STAGING || name.startsWith(`${STAGING}-`))
      .map((name) => join(folder, name));
  } catch (error) {
    if (codeOf(error) === undefined) throw error;
    return []; // there is no folder yet, or the next step says why it can't be read
  }
}

/** Those of runs that were killed. */
export const leftIn = (folder: string, processes: Processes): string[] =>
  stagingsIn(folder).filter((path) => judged(path, processes).state === "left behind");

/** Removes a staging folder; whose it was goes last, so that what is left of it can be told from a live one. */
export function removeStaging(path: string): void {
  for (const name of readdirSync(path))
    if (name !== "owner") rmSync(join(path, name), { recursive: true, force: true });
  rmSync(join(path, "owner"), { recursive: true, force: true });
  rmdirSync(path);
}
