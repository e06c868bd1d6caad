import { spawn } from "node:child_process";
import { accessSync, constants, statSync } from "node:fs";
import { delimiter, isAbsolute, join } from "node:path";
import type { Request } from "./line";

/** How long a program may take to say its version. */
const PATIENCE_MS = 10_000;

/** More than any version takes; what a program prints beyond that is not read. */
const BYTES = 64 * 1024;

export type Answer =
  | { readonly found: "nowhere" }
  | { readonly found: "not executable"; readonly path: string }
  /** What was printed: to standard output, else to standard error. */
  | { readonly found: "answer"; readonly text: string; readonly code: number | null }
  | { readonly found: "no answer"; readonly why: string };

type Asking = Pick<Request, "cwd" | "env" | "signal">;

/**
 * Asks a program of the PATH: without a shell, with a time limit, and only one in a folder that the PATH names from
 * the root. One that lies in the current folder, which may be anybody's pull request, is never started.
 */
export async function ask(program: string, args: readonly string[], asking: Asking): Promise<Answer> {
  const candidates = placesOf(program, asking.env).filter(isFile);
  const path = candidates.find(isExecutable);
  if (path !== undefined) return answerOf(path, args, asking);
  const [first] = candidates;
  return first === undefined ? { found: "nowhere" } : { found: "not executable", path: first };
}

function placesOf(program: string, env: Asking["env"]): string[] {
  const folders = (env.PATH ?? env.Path ?? "").split(delimiter).filter((folder) => isAbsolute(folder));
  const names = delimiter === ";" ? [`${program}.exe`] : [program]; // Windows starts other kinds by a shell only
  return folders.flatMap((folder) => names.map((name) => join(folder, name)));
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function answerOf(path: string, args: readonly string[], { cwd, env, signal }: Asking): Promise<Answer> {
  return new Promise((done, stopped) => {
    const child = spawn(path, args, {
      cwd,
      env: { ...env },
      stdio: ["ignore", "pipe", "pipe"],
      windowsHide: true,
    });
    const texts = { stdout: "", stderr: "" };
    const end = (answer: Answer) => {
      clearTimeout(timer);
      signal.removeEventListener("abort", stop);
      child.kill("SIGKILL");
      for (const stream of [child.stdout, child.stderr]) stream.destroy(); // a child of its own may hold them open
      child.unref();
      done(answer);
    };
    const stop = () => {
      stopped(signal.reason);
      end({ found: "no answer", why: "was interrupted" });
    };
    const timer = setTimeout(
      () => end({ found: "no answer", why: `did not answer within ${PATIENCE_MS / 1000} seconds` }),
      PATIENCE_MS,
    );
    signal.addEventListener("abort", stop);
    for (const stream of ["stdout", "stderr"] as const)
      child[stream].setEncoding("utf8").on("data", (chunk: string) => {
        texts[stream] = (texts[stream] + chunk).slice(0, BYTES);
      });
    child.on("error", (error: NodeJS.ErrnoException) =>
      end({ found: "no answer", why: `can't be started (${error.code ?? "unknown error"})` }),
    );
    child.on("close", (code) => end({ found: "answer", text: texts.stdout || texts.stderr, code }));
    if (signal.aborted) stop();
  });
}
