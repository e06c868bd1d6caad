import type { Processes } from "./emit/owner";
import type { Rooms } from "./rooms";

/** The world as commands see it. Only main.ts fills it from the process; tests hand in one of their own. */
export interface Io {
  /** Writes to standard output, where the product goes. */
  readonly out: (text: string) => void;
  /** Writes to standard error, where talk goes. */
  readonly err: (text: string) => void;
  /** Reads standard input to its end, or to where it has more than `most` bytes: by default what a spec may have. */
  readonly stdin: (most?: number) => Promise<Uint8Array>;
  /** The folder that relative paths start from. */
  readonly cwd: string;
  /** Node's version. */
  readonly node: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Whether standard error is a terminal. */
  readonly terminal: boolean;
  readonly processes: Processes;
  /** Whether a signal has asked the run to stop. */
  readonly interrupted: () => boolean;
  /** Aborted by that signal, for what waits. */
  readonly stopped: AbortSignal;
  /** The day of the clock in UTC, `YYYY-MM-DD`. */
  readonly today: () => string;
  readonly rooms: Rooms;
}

/** What a run ends with; `no` is the answer of --check to stale files, and of plan-report to what no spec explains. Signals end it with 130 and 143. */
export const EXIT = { done: 0, findings: 1, usage: 2, failure: 3, no: 4 } as const;
export type Exit = (typeof EXIT)[keyof typeof EXIT];
