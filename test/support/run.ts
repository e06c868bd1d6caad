import * as childProcess from "node:child_process";
import { run } from "../../src/compiler/cli";
import { examine } from "../../src/compiler/commands/doctor/index";
import * as watcher from "../../src/compiler/commands/watch/changes";
import { completionScript } from "../../src/compiler/completion";
import { inspectCsr } from "../../src/compiler/csr";
import { differ } from "../../src/compiler/diff";
import { manual } from "../../src/compiler/explain";
import { graphviz } from "../../src/compiler/graph/graphviz";
import type { Io } from "../../src/compiler/io";
import { planReports } from "../../src/compiler/plan-report";
import type { Rooms } from "../../src/compiler/rooms";
import { specSchema } from "../../src/compiler/validate/schema";
import { synthesizeStack } from "../../src/templates";

/** The rooms as the tests load them: the modules themselves. */
export const rooms: Rooms = {
  synthesizeStack: () => synthesizeStack,
  inspectCsr: () => inspectCsr,
  discover: async () => (await import("../../src/discover")).discover, // loads the SDK, for seconds
  graphviz,
  completion: () => completionScript,
  doctor: () => examine,
  watcher: () => watcher,
  manual: () => manual,
  differ: () => differ,
  planReports: () => planReports,
  schema: () => specSchema,
  programs: () => childProcess,
};

export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs a command line in this process, in a folder, as a pipe would see it. */
export async function runIn(
  cwd: string,
  argv: readonly string[],
  more: Partial<Io> & { input?: string } = {},
): Promise<Ran> {
  let out = "";
  let err = "";
  const io: Io = {
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
    stdin: async () => new TextEncoder().encode(more.input ?? ""),
    cwd,
    node: process.versions.node,
    env: {},
    terminal: false,
    processes: { pid: process.pid, host: "here", isAlive: () => true },
    interrupted: () => false,
    stopped: new AbortController().signal,
    today: () => "2026-11-23",
    rooms,
    ...more,
  };
  return { code: await run(argv, io), out, err };
}
