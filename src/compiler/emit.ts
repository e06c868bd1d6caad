import { realpathSync } from "node:fs";
import { setImmediate as nextTurn, setTimeout as pause } from "node:timers/promises";
import type { Artifact } from "./api";
import { FileFailure, Interrupted } from "./emit/failure";
import { type Lock, leftBehind, takeLock } from "./emit/lock";
import { type Processes, STAGING } from "./emit/owner";
import { type Change, changeOf, leftoversOf, presentIn, removalsOf } from "./emit/plan";
import { type Staging, stagingIn } from "./emit/staging";
import type { StackArtifact } from "./stacks";

export interface EmitOptions {
  /** The output folder. */
  readonly folder: string;
  /** Names of the documents of this run: a run touches only what they own. */
  readonly documents: ReadonlySet<string>;
  readonly processes: Processes;
  /** Whether a signal has asked the run to stop. */
  readonly interrupted: () => boolean;
}

/** What a run did to a file, or with `--check` how it finds it. */
export interface FileStatus {
  readonly path: string;
  readonly status: Change["status"] | "missing" | "stale" | "superfluous";
}

/** What a run did, or with `--check` found. */
export interface Emitted {
  readonly changes: readonly FileStatus[];
  readonly stacks: readonly StackArtifact[];
  /** An earlier run was killed while it wrote. */
  readonly recovered: boolean;
}

/** How long a run waits for another one to finish with the folder. */
const PATIENCE_MS = 10_000;

/**
 * Stage 6: artifacts to files. All are staged before the first is put in place, the manifest is put in place
 * last, and a failure leaves everything as it was. Throws FileFailure and Interrupted.
 */
export async function emit(artifacts: Iterable<Artifact>, options: EmitOptions): Promise<Emitted> {
  const folder = realFolder(options.folder);
  const left = leftBehind(folder, options.processes);
  const lock = await patiently(folder, options);
  const written = await withLock(lock, async () => {
    const staging = stagingIn(folder, lock);
    const surveyed = await surveyInto(staging, artifacts, { ...options, folder, left: lock.left });
    staging.commit();
    return surveyed;
  });
  return { ...written, recovered: left !== undefined };
}

/** Of a failure too: what the disk has yet to take is open, and some systems remove no folder with an open file. */
async function surveyInto(staging: Staging, artifacts: Iterable<Artifact>, options: SurveyOptions) {
  try {
    const surveyed = await survey(artifacts, options, staging);
    await staging.taken();
    if (options.interrupted()) throw new Interrupted();
    return surveyed;
  } catch (error) {
    await staging.taken().catch(() => {});
    throw error;
  }
}

/** Gives the lock up whatever happens; of two failures the user hears of the first. */
async function withLock<T>(lock: Lock, work: () => Promise<T>): Promise<T> {
  let result: T;
  try {
    result = await work();
  } catch (error) {
    released(lock);
    throw error;
  }
  const failure = released(lock);
  if (failure === undefined) return result;
  throw new FileFailure(`the output is complete, but ${failure.message}`);
}

function released(lock: Lock): FileFailure | undefined {
  try {
    lock.release();
    return undefined;
  } catch (error) {
    if (error instanceof FileFailure) return error;
    throw error;
  }
}

/** How `emit` would find the files, without touching anything. */
export async function checkOutput(artifacts: Iterable<Artifact>, options: EmitOptions): Promise<Emitted> {
  const folder = realFolder(options.folder);
  const left = leftBehind(folder, options.processes);
  const surveyed = await survey(artifacts, { ...options, folder, left: left ?? [] });
  return { ...surveyed, recovered: left !== undefined };
}

async function patiently(folder: string, { processes, interrupted }: EmitOptions): Promise<Lock> {
  for (const deadline = Date.now() + PATIENCE_MS; ; await pause(25)) {
    const lock = takeLock(folder, processes);
    if (lock) return lock;
    if (interrupted()) throw new Interrupted();
    if (Date.now() > deadline) {
      const remedy = `if there is none, remove ${folder}/${STAGING}`;
      throw new FileFailure(`another run is writing to ${folder}; try again when it is done, or ${remedy}`);
    }
  }
}

interface SurveyOptions extends EmitOptions {
  /** Files that killed runs may have added. */
  readonly left: readonly string[];
}

async function survey(artifacts: Iterable<Artifact>, options: SurveyOptions, staging?: Staging) {
  const present = presentIn(options.folder, options.documents);
  const changes: FileStatus[] = [];
  const stacks: StackArtifact[] = [];
  const note = (change: Change) => {
    const { path, status, text } = change;
    changes.push({ path, status: staging ? status : foundStatus(change) });
    if (status === "removed") staging?.remove(path);
    else if (text !== undefined) staging?.stage(path, text);
  };
  for (const artifact of artifacts) {
    await nextTurn(); // lets a signal in
    if (options.interrupted()) throw new Interrupted();
    if (artifact.stack) stacks.push(artifact.stack);
    if (artifact.path === "manifest.json") {
      const made = new Set(stacks.map(({ name }) => name));
      for (const change of [...removalsOf(present, made), ...leftoversOf(present, made, options.left)])
        note(change);
    }
    note(changeOf(present, artifact));
  }
  return { changes, stacks };
}

function foundStatus({ status, isNew }: Change): FileStatus["status"] {
  if (status === "removed") return "superfluous";
  if (status === "unchanged") return status;
  return isNew ? "missing" : "stale";
}

/** The folder itself may be a link of the user's; nothing below it may. */
function realFolder(folder: string): string {
  try {
    return realpathSync(folder);
  } catch {
    return folder;
  }
}
