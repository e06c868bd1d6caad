import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";
import { bundle } from "../../scripts/bundle.mjs";

export type Environment = Readonly<Record<string, string>>;

export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** The program as users get it: the SDK looks at the process it runs in. */
export interface Program {
  readonly start: (args: readonly string[], env: Environment) => ChildProcessWithoutNullStreams;
  readonly run: (args: readonly string[], env: Environment) => Promise<Ended>;
}

/** Bundles the command into a folder that goes when the file's tests end. */
export async function makeProgram(): Promise<Program> {
  const folder = mkdtempSync(join(tmpdir(), "panorama-discover-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  await bundle(folder);
  const start: Program["start"] = (args, env) =>
    spawn(process.execPath, [join(folder, "cli.js"), ...args], { cwd: folder, env });
  return { start, run: (args, env) => ended(start(args, env)) };
}

export async function ended(child: ChildProcessWithoutNullStreams): Promise<Ended> {
  child.stdin.end();
  const [out, err] = [child.stdout, child.stderr].map((stream) => {
    const text: string[] = [];
    stream.setEncoding("utf8").on("data", (chunk: string) => text.push(chunk));
    return text;
  });
  const code = await new Promise<number | null>((done) => child.on("close", done));
  return { code, out: (out ?? []).join(""), err: (err ?? []).join("") };
}
