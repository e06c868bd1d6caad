import { hostname } from "node:os";
import { run } from "./cli";
import { dayOf } from "./day";
import { fileFailure, Interrupted } from "./emit/failure";
import { EXIT } from "./io";
import { lateRooms } from "./late-rooms";
import { LIMITS } from "./limits";
import { mayBeTerminal, writerTo } from "./writer";

/** The signals that end a run, and their exit codes. */
const SIGNALS = { SIGINT: 130, SIGTERM: 143 } as const;

/** The program: fills in the world from the process. The only use of `process`. */
export async function main(): Promise<void> {
  let signalled: number | undefined;
  const stopped = new AbortController();
  let stopReading: (() => void) | undefined;
  for (const [signal, code] of Object.entries(SIGNALS)) {
    process.on(signal, () => {
      if (signalled !== undefined) process.exit(code); // asked twice
      signalled = code;
      stopped.abort(new Interrupted());
      stopReading?.();
    });
  }
  const { out, err, isLost } = standardStreams();
  const cwd = currentFolder();
  if (typeof cwd !== "string") {
    err(`${cwd.message}\n`);
    process.exitCode = EXIT.failure;
    return;
  }
  const code = await run(process.argv.slice(2), {
    out,
    err,
    stdin: (most = LIMITS.bytes) =>
      readStandardInput(most, (stop) => {
        stopReading = stop;
      }),
    cwd,
    node: process.versions.node,
    env: process.env,
    get terminal() {
      return mayBeTerminal(2) && process.stderr.isTTY === true; // Node takes milliseconds to make a stream
    },
    processes: { pid: process.pid, host: hostname(), isAlive },
    interrupted: () => signalled !== undefined,
    stopped: stopped.signal,
    today: () => dayOf(new Date()),
    rooms: lateRooms,
  });
  process.exitCode = signalled ?? (isLost() ? EXIT.failure : code);
  if (signalled !== undefined) process.exit(); // the SDK may wait on for its next attempt
}

/** The folder that the program runs in may have been removed. */
function currentFolder(): string | Error {
  try {
    return process.cwd();
  } catch (error) {
    return fileFailure("read", "the current folder", error);
  }
}

/** A product that could not be written is a failure; who can't read the talk is told by the exit code. */
function standardStreams() {
  let lost = false;
  const err = writerTo(
    2,
    () => process.stderr,
    () => {},
  );
  const failed = (error: Error) => {
    lost = true;
    process.exitCode = EXIT.failure; // a pipe may fail after the run
    err(`${fileFailure("write to", "standard output", error).message}\n`);
  };
  return { out: writerTo(1, () => process.stdout, failed), err, isLost: () => lost };
}

/** Reads to the end, or to one byte over the limit; `stoppable` is handed what breaks the reading off. */
async function readStandardInput(most: number, stoppable: (stop: () => void) => void): Promise<Uint8Array> {
  stoppable(() => process.stdin.destroy(new Interrupted()));
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of process.stdin) {
      chunks.push(chunk);
      size += chunk.length;
      if (size > most) break;
    }
  } catch (error) {
    throw fileFailure("read", "standard input", error);
  } finally {
    stoppable(() => {});
  }
  return Buffer.concat(chunks);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
