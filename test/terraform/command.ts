import { spawn } from "node:child_process";

/** Where a program runs, with which whole environment, and what ends it early. */
export type Setting = {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
};

export type Ended = { readonly code: number; readonly stdout: string; readonly stderr: string };

/**
 * Runs a program to its end without blocking. Throws, with all that it wrote to standard error, when it ends
 * with a code not in `expected`. An abort sends SIGTERM, on which Terraform stops its provider before itself.
 */
export function run(
  program: string,
  args: readonly string[],
  setting: Setting,
  expected: readonly number[] = [0],
): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { ...setting, stdio: ["ignore", "pipe", "pipe"] });
    const text = { stdout: "", stderr: "" };
    for (const stream of ["stdout", "stderr"] as const) {
      child[stream].setEncoding("utf8").on("data", (chunk: string) => {
        text[stream] += chunk;
      });
    }
    child.once("error", (error) => {
      // An aborted child is still there and will close; one that never started won't.
      if (child.pid === undefined) reject(error);
    });
    child.once("close", (code, signal) => {
      if (code !== null && expected.includes(code)) resolve({ code, ...text });
      else {
        const command = `${program} ${args.join(" ")} (in ${setting.cwd})`;
        reject(new Error(`${command} ended with ${signal ?? code}\n${text.stderr}`));
      }
    });
  });
}
