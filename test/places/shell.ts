import { spawn, spawnSync } from "node:child_process";
import { chmodSync, readFileSync, symlinkSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { parse } from "yaml";
import { ended, type Program } from "../attacks/program";
import { temporaryFolder, writeFile } from "../support/folders";

export const ROOT = join(import.meta.dirname, "../..");

/** A YAML file of the project. */
export const yamlFile = (path: string) => parse(readFileSync(join(ROOT, path), "utf8"), { merge: true });

/** Whether a program is on the PATH. */
export const isThere = (program: string): boolean =>
  !spawnSync(program, ["--version"], { stdio: "ignore" }).error;

/** A folder with programs in the language of /bin/sh. */
export function programs(does: Readonly<Record<string, string>>): string {
  const folder = temporaryFolder();
  for (const [name, text] of Object.entries(does)) {
    writeFile(join(folder, name), text.startsWith("#!") ? text : `#!/bin/sh\n${text}\n`);
    chmodSync(join(folder, name), 0o755);
  }
  return folder;
}

/** A folder with our command. */
export function commandFolder({ cli }: Program): string {
  const folder = temporaryFolder();
  symlinkSync(cli, join(folder, "panorama-compile"));
  return folder;
}

export interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs a script as the runner of GitHub Actions (`shell: bash`) and GitLab's do: in a file, until its first failure. */
export async function bash(
  script: string,
  cwd: string,
  { path = [], env = {} }: { path?: readonly string[]; env?: Readonly<Record<string, string>> } = {},
): Promise<Ran> {
  const file = join(temporaryFolder(), "step.sh");
  writeFile(file, script);
  const child = spawn("bash", ["--noprofile", "--norc", "-eo", "pipefail", file], {
    cwd,
    env: {
      HOME: dirname(file),
      ...identity,
      ...env,
      PATH: [...path, process.env.PATH].join(delimiter),
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  return ended(child);
}

const identity = {
  GIT_AUTHOR_NAME: "a",
  GIT_AUTHOR_EMAIL: "a@example.com",
  GIT_COMMITTER_NAME: "a",
  GIT_COMMITTER_EMAIL: "a@example.com",
  GIT_CONFIG_NOSYSTEM: "1",
};

/** Runs Git in a folder, and gives what it printed. Throws where it fails. */
export function git(cwd: string, ...args: readonly string[]): string {
  const ran = spawnSync("git", args, { cwd, encoding: "utf8", env: { ...process.env, ...identity } });
  if (ran.status !== 0) throw new Error(`git ${args.join(" ")}: ${ran.stderr}`);
  return ran.stdout.trim();
}

/** A repository with files, all committed. */
export function repository(files: Readonly<Record<string, string>> | string): string {
  const folder = temporaryFolder(files);
  git(folder, "init", "-q", "-b", "main");
  git(folder, "add", "-A");
  git(folder, "commit", "-q", "-m", "first");
  return folder;
}

/** The environment of a step, its expressions replaced by values. Throws for an expression without one. */
export function environment(
  env: Readonly<Record<string, string>> = {},
  values: Readonly<Record<string, string>> = {},
): Record<string, string> {
  const replaced = (text: string) =>
    text.replace(/\$\{\{\s*(.*?)\s*\}\}/g, (_, expression: string) => {
      const value = values[expression];
      if (value === undefined) throw new Error(`no value for ${expression}`);
      return value;
    });
  return Object.fromEntries(Object.entries(env).map(([name, text]) => [name, replaced(String(text))]));
}
