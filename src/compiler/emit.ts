import { realpathSync } from "node:fs";
import { setImmediate as nextTurn, setTimeout as pause } from "node:timers/promises";
import type { Artifact } from "./api";
import { FileFailure, Interrupted } from "./emit/failure";
import { type Lock, lockState, type Processes, STAGING, takeLock } from "./emit/lock";
import { type Change, changeOf, presentIn, removalsOf } from "./emit/plan";
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

/** What a run did, or with `check` would have done. */
export interface Emitted {
  readonly changes: readonly Omit<Change, "text">[];
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
  const recovered = lockState(folder, options.processes) === "left behind";
  const lock = await patiently(folder, options);
  try {
    const staging = stagingIn(folder, lock);
    const { changes, stacks } = await survey(artifacts, { ...options, folder }, staging);
    staging.commit();
    return { changes, stacks, recovered };
  } finally {
    lock.release();
  }
}

/** What `emit` would change, without touching anything. */
export async function checkOutput(artifacts: Iterable<Artifact>, options: EmitOptions): Promise<Emitted> {
  const folder = realFolder(options.folder);
  const recovered = lockState(folder, options.processes) === "left behind";
  return { ...(await survey(artifacts, { ...options, folder })), recovered };
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

async function survey(artifacts: Iterable<Artifact>, options: EmitOptions, staging?: Staging) {
  const present = presentIn(options.folder, options.documents);
  const changes: Omit<Change, "text">[] = [];
  const stacks: StackArtifact[] = [];
  const note = ({ path, status, text }: Change) => {
    changes.push({ path, status });
    if (status === "removed") staging?.remove(path);
    else if (text !== undefined) staging?.stage(path, text);
  };
  for (const artifact of artifacts) {
    await nextTurn(); // lets a signal in
    if (options.interrupted()) throw new Interrupted();
    if (artifact.stack) stacks.push(artifact.stack);
    if (artifact.path === "manifest.json")
      removalsOf(present, new Set(stacks.map((s) => s.name))).forEach(note);
    note(changeOf(present, artifact));
  }
  return { changes, stacks };
}

/** The folder itself may be a link of the user's; nothing below it may. */
function realFolder(folder: string): string {
  try {
    return realpathSync(folder);
  } catch {
    return folder;
  }
}
