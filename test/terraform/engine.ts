import { spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { describe, test, vi } from "vitest";

/** What a run for real needs. `mirror` is undefined where Terraform's registry is to be asked. */
export type Engine = {
  readonly available: true;
  readonly terraformVersion: string;
  readonly mirror: string | undefined;
  readonly python: string;
};

/** `missing` is one line: what was looked for and not found. */
export type MissingEngine = { readonly available: false; readonly missing: string };

/** Anything that a test may need. */
export type Requirement = { readonly available: true } | MissingEngine;

type Environment = Readonly<Record<string, string | undefined>>;

export const AWS_PROVIDER = "registry.terraform.io/hashicorp/aws";

// Write-only arguments (secret_string_wo), which our stacks with secrets use, came with this version.
const OLDEST_TERRAFORM = [1, 11] as const;

const found = new Map<Environment, Engine | MissingEngine>();

/** Looks once per environment for Terraform, the AWS provider and moto's server. Starts none of them. */
export function findEngine(env: Environment = process.env): Engine | MissingEngine {
  const known = found.get(env);
  if (known !== undefined) return known;
  const engine = lookForEngine(env);
  found.set(env, engine);
  return engine;
}

/** "run", or what to do without an engine: a developer's machine skips, CI must not stay green unnoticed. */
export function decide(engine: Requirement, env: Environment = process.env): "run" | "fail" | "skip" {
  if (engine.available) return "run";
  return env.CI === "true" ? "fail" : "skip";
}

/** vitest's `describe` for tests that run Terraform, with time for it, also on a busy machine: minutes, where the default is seconds. */
export function describeWithTerraform(name: string, body: () => void, also?: Requirement): void {
  const terraform: Requirement = findEngine();
  const engine = terraform.available && also !== undefined ? also : terraform;
  if (engine.available) {
    vi.setConfig({ testTimeout: 900_000, hookTimeout: 300_000 });
    describe(name, body);
  } else if (decide(engine) === "fail") {
    describe(name, () => {
      test("has what it needs", () => {
        throw new Error(engine.missing);
      });
    });
  } else {
    // Not console.warn: vitest would put a headline and two empty lines around the one line.
    process.stderr.write(`Skipped "${name}": ${engine.missing}\n`);
    describe.skip(name, body); // a user's machine may have no Terraform; CI fails above instead
  }
}

function lookForEngine(env: Environment): Engine | MissingEngine {
  const terraformVersion = findTerraform(env);
  if (terraformVersion === undefined) return missing("no terraform on the PATH");
  const [major = 0, minor = 0] = terraformVersion.split(".").map(Number);
  if (major * 1000 + minor < OLDEST_TERRAFORM[0] * 1000 + OLDEST_TERRAFORM[1]) {
    return missing(`terraform ${terraformVersion} on the PATH, needs ${OLDEST_TERRAFORM.join(".")} or newer`);
  }
  const python = ["python3", "python"].find((command) => hasMoto(command, env));
  if (python === undefined) return missing('no Python with the emulator (pip install "moto[server]")');
  return { available: true, terraformVersion, mirror: findMirror(env), python };
}

function missing(what: string): MissingEngine {
  return { available: false, missing: `runs of real Terraform against an AWS emulator: ${what}` };
}

function findTerraform(env: Environment): string | undefined {
  // A TF_CLI_CONFIG_FILE that doesn't exist would put a warning before the JSON.
  const clean = { ...env, TF_CLI_CONFIG_FILE: undefined, CHECKPOINT_DISABLE: "1" };
  const run = spawnSync("terraform", ["version", "-json"], { env: clean, encoding: "utf8" });
  return run.status === 0 ? /"terraform_version":\s*"([^"]+)"/.exec(run.stdout)?.[1] : undefined;
}

function hasMoto(python: string, env: Environment): boolean {
  // find_spec instead of an import: 0.1 s instead of 1 s. flask stands for the extra "server".
  const script =
    "import sys; from importlib.util import find_spec as f; sys.exit(not (f('moto') and f('flask')))";
  return spawnSync(python, ["-c", script], { env: { ...env }, stdio: "ignore" }).status === 0;
}

/** The first folder of the usual ones that holds the AWS provider for this machine, packed or unpacked. */
function findMirror(env: Environment): string | undefined {
  const arch = process.arch === "x64" ? "amd64" : process.arch;
  const os = process.platform === "win32" ? "windows" : process.platform;
  const holdsProvider = (folder: string): boolean => {
    const versions = namesIn(join(folder, AWS_PROVIDER));
    return versions.some(
      (version) =>
        version.endsWith(`_${os}_${arch}.zip`) ||
        existsSync(join(folder, AWS_PROVIDER, version, `${os}_${arch}`)),
    );
  };
  return usualMirrors(env).find(holdsProvider);
}

function usualMirrors(env: Environment): string[] {
  return [
    ...(env.TF_PLUGIN_CACHE_DIR ? [env.TF_PLUGIN_CACHE_DIR] : []),
    join(homedir(), ".terraform.d/plugins"),
    "/usr/local/share/terraform/plugins",
    "/usr/share/terraform/plugins",
    ...namesIn("/opt").map((name) => join("/opt", name)),
  ];
}

function namesIn(folder: string): string[] {
  return existsSync(folder) ? readdirSync(folder).sort() : [];
}
