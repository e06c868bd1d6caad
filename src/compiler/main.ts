import { hostname } from "node:os";
import { run } from "./cli";
import { dayOf } from "./day";
import { Interrupted } from "./emit/failure";
import { lateRooms } from "./late-rooms";
import { LIMITS } from "./yaml/kinds";

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
  const code = await run(process.argv.slice(2), {
    out: writerTo(() => process.stdout),
    err: writerTo(() => process.stderr),
    stdin: () =>
      readStandardInput((stop) => {
        stopReading = stop;
      }),
    cwd: process.cwd(),
    env: process.env,
    terminal: process.stderr.isTTY === true,
    processes: { pid: process.pid, host: hostname(), isAlive },
    interrupted: () => signalled !== undefined,
    stopped: stopped.signal,
    today: () => dayOf(new Date()),
    rooms: lateRooms,
  });
  process.exitCode = signalled ?? code;
  if (signalled !== undefined) process.exit(); // the SDK may wait on for its next attempt
}

/** Writes to a stream, which Node makes at its first use. A reader that went away, as `head` does, is no failure. */
function writerTo(stream: () => NodeJS.WriteStream): (text: string) => void {
  let guarded = false;
  return (text) => {
    if (!guarded) {
      stream().on("error", (error: NodeJS.ErrnoException) => {
        if (error.code !== "EPIPE") throw error;
      });
    }
    guarded = true;
    stream().write(text);
  };
}

/** Reads to the end, or to one byte over the limit; `stoppable` is handed what breaks the reading off. */
async function readStandardInput(stoppable: (stop: () => void) => void): Promise<Uint8Array> {
  stoppable(() => process.stdin.destroy(new Interrupted()));
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of process.stdin) {
      chunks.push(chunk);
      size += chunk.length;
      if (size > LIMITS.bytes) break;
    }
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
