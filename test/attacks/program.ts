import { type ChildProcess, type SpawnOptions, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";
import { bundle } from "../../scripts/bundle.mjs";

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly out: string;
  readonly err: string;
}

/** The program as users get it, in a folder of its own: dist/ is built anew while tests run. */
export interface Program {
  readonly cli: string;
  readonly start: (cwd: string, args: readonly string[], options?: SpawnOptions) => ChildProcess;
  readonly run: (cwd: string, args: readonly string[], options?: SpawnOptions) => Promise<Ended>;
}

export async function makeProgram(): Promise<Program> {
  const folder = mkdtempSync(join(tmpdir(), "panorama-program-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  await bundle(folder);
  const cli = join(folder, "cli.js");
  const start: Program["start"] = (cwd, args, options = {}) =>
    spawn(process.execPath, [cli, ...args], { cwd, stdio: ["ignore", "pipe", "pipe"], ...options });
  return { cli, start, run: (cwd, args, options) => ended(start(cwd, args, options)) };
}

export async function ended(child: ChildProcess): Promise<Ended> {
  const texts = [child.stdout, child.stderr].map((stream) => {
    const text: string[] = [];
    stream?.setEncoding("utf8").on("data", (chunk: string) => text.push(chunk));
    return text;
  });
  const [code, signal] = await new Promise<[number | null, NodeJS.Signals | null]>((done) => {
    child.on("close", (...args) => done(args));
  });
  const [out = [], err = []] = texts;
  return { code, signal, out: out.join(""), err: err.join("") };
}

/** Does the work for each number from 0 on until one says that it was the last, a few at a time. */
export async function counting(atOnce: number, work: (n: number) => Promise<"on" | "done">): Promise<number> {
  let next = 0;
  let isDone = false;
  const worker = async () => {
    while (!isDone) isDone = (await work(next++)) === "done" || isDone;
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return next - atOnce;
}
