import { chmodSync } from "node:fs";
import { join } from "node:path";
import { examine } from "../../src/compiler/commands/doctor/index";
import type { Line, Needs, Request } from "../../src/compiler/commands/doctor/line";
import { temporaryFolder, writeFile } from "./folders";

// Doctor, for needs of a few stacks, on a machine with programs that say what a test wants.

const NEEDS: Needs = {
  terraform: new Map([[">= 1.5", ["one-iam", "one-us-east-1"]]]),
  provider: new Map(),
  awsCli: [],
  variables: [],
  backends: [],
  stacks: ["one-iam", "one-us-east-1"],
};

interface Setting {
  readonly needs?: Partial<Needs>;
  /** What programs do, in the language of /bin/sh. */
  readonly programs?: Readonly<Record<string, string>>;
  readonly files?: Readonly<Record<string, string>>;
  readonly more?: Partial<Request>;
}

async function linesOf({ needs, programs = {}, files = {}, more = {} }: Setting): Promise<readonly Line[]> {
  const bin = temporaryFolder();
  for (const [name, does] of Object.entries(programs)) {
    writeFile(join(bin, name), `#!/bin/sh\n${does}\n`);
    chmodSync(join(bin, name), 0o755);
  }
  return examine({
    ...(needs && { needs: { ...NEEDS, ...needs } }),
    out: "out",
    cwd: temporaryFolder(files),
    env: { PATH: bin },
    node: { version: "20.19.0", oldest: "20.19" },
    processes: { pid: 1, host: "here", isAlive: () => false },
    signal: new AbortController().signal,
    ...more,
  });
}
/** `status name: message; repair` of the lines of one name. */
export const said = async (name: string, setting: Setting) =>
  (await linesOf(setting))
    .filter((line) => line.name === name)
    .map(({ status, message, repair }) => [`${status}: ${message}`, ...(repair ? [repair] : [])].join("; "));
