import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { copyFile, cp, mkdir, mkdtemp, readdir, rename, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { prepareEngine } from "./cli-config";
import { type Ended, run } from "./command";
import type { Emulator } from "./emulator";
import { findEngine } from "./engine";
import { changedPlan, type Plan, type StateJson, UNCHANGED, warningsOf } from "./plan";

/** Values of Terraform variables by name, handed over as TF_VAR_name. */
export type Variables = Readonly<Record<string, string>>;

/** Terraform over one output folder of ours. A command that fails throws an Error with all of its stderr. */
export type Workspace = {
  /** The temporary folder: the output's copy is `out` in it, and a local state lands beside that. */
  readonly folder: string;
  stacks(): Promise<string[]>;
  /** `backend: false` asks no server for the state: enough to validate. */
  init(stack: string, options?: { readonly backend: boolean }): Promise<void>;
  /** Throws if the stack is invalid. Returns Terraform's warnings: a deprecated argument, say. */
  validate(stack: string): Promise<string[]>;
  apply(stack: string, variables?: Variables): Promise<void>;
  plan(stack: string, variables?: Variables): Promise<Plan>;
  /** What `terraform show -json` prints of a plan, also of one that changes nothing; `options` go to `terraform plan`. */
  planText(stack: string, variables?: Variables, options?: readonly string[]): Promise<string>;
  /** Wants the variables that `apply` wants: Terraform asks for them here, too. */
  destroy(stack: string, variables?: Variables): Promise<void>;
  /** The values of the stack's outputs by name. */
  outputs(stack: string): Promise<Record<string, unknown>>;
  state(stack: string): Promise<StateJson>;
  /** Runs commands as a user would, in a folder, with the environment that Terraform gets here. */
  shell(commands: string, cwd: string): Promise<void>;
  /** Puts another output in the first one's place, as compiling again does; states and lock files stay. */
  replaceOutput(newOutDir: string): Promise<void>;
  /** Stops what still runs and removes the folder. */
  dispose(): Promise<void>;
};

const LOCK_FILE = ".terraform.lock.hcl";
const APPROVED = ["-auto-approve", "-input=false", "-no-color"];

/** Copies `outDir`, which holds stacks/NAME/cdk.tf.json, into a fresh temporary folder to run Terraform there. */
export async function createWorkspace(emulator: Emulator, outDir: string): Promise<Workspace> {
  const engine = findEngine();
  if (!engine.available) throw new Error(engine.missing);
  const folder = await mkdtemp(join(tmpdir(), "panorama-terraform-"));
  const out = join(folder, "out");
  await copyOutput(outDir, out);
  const env = { ...emulator.env, ...(await prepareEngine(engine, folder)) };
  const { terraform, stop } = terraformIn(folder, env);
  const json = async (stack: string, args: string[]) => JSON.parse((await terraform(stack, args)).stdout);

  return {
    folder,
    stacks: () => stacksOf(out),
    init: async (stack, { backend } = { backend: true }) => {
      await terraform(stack, ["init", "-input=false", "-no-color", ...(backend ? [] : ["-backend=false"])]);
    },
    validate: async (stack) => {
      const { stdout } = await terraform(stack, ["validate", "-json"], {}, [0, 1]);
      return warningsOf(JSON.parse(stdout));
    },
    apply: async (stack, variables) => {
      await terraform(stack, ["apply", ...APPROVED], variables);
    },
    plan: async (stack, variables) => {
      const file = join(folder, `${stack}.${randomUUID()}.tfplan`);
      const args = ["plan", "-input=false", "-no-color", "-detailed-exitcode", `-out=${file}`];
      const { code } = await terraform(stack, args, variables, [0, 2]);
      return code === 0 ? UNCHANGED : changedPlan(await json(stack, ["show", "-json", file]));
    },
    planText: async (stack, variables, options = []) => {
      const file = join(folder, `${stack}.${randomUUID()}.tfplan`);
      await terraform(stack, ["plan", "-input=false", "-no-color", `-out=${file}`, ...options], variables);
      return (await terraform(stack, ["show", "-json", file])).stdout;
    },
    destroy: async (stack, variables) => {
      await terraform(stack, ["destroy", ...APPROVED], variables);
    },
    outputs: async (stack) => {
      const outputs: Record<string, { value: unknown }> = await json(stack, ["output", "-json"]);
      return Object.fromEntries(Object.entries(outputs).map(([name, { value }]) => [name, value]));
    },
    state: (stack) => json(stack, ["show", "-json"]),
    shell: async (commands, cwd) => {
      await run("sh", ["-euc", commands], { cwd, env, signal: new AbortController().signal });
    },
    replaceOutput: (newOutDir) => replaceOutput(newOutDir, out),
    dispose: async () => {
      await stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

type Terraform = (
  stack: string,
  args: readonly string[],
  variables?: Variables,
  expected?: readonly number[],
) => Promise<Ended>;

function terraformIn(folder: string, env: Readonly<Record<string, string>>) {
  const stopped = new AbortController();
  const running = new Set<Promise<Ended>>();
  const abort = (): void => stopped.abort();
  process.once("exit", abort);

  const terraform: Terraform = async (stack, args, variables = {}, expected = [0]) => {
    const cwd = join(folder, "out", "stacks", stack);
    // Else the error of a misspelled stack would be that there is no terraform.
    if (!existsSync(cwd)) throw new Error(`no stack "${stack}" in the output`);
    const values = Object.entries(variables).map(([name, value]) => [`TF_VAR_${name}`, value]);
    const ownEnv = { ...env, TF_DATA_DIR: join(folder, "data", stack), ...Object.fromEntries(values) };
    const ended = run("terraform", args, { cwd, env: ownEnv, signal: stopped.signal }, expected);
    running.add(ended);
    return ended.finally(() => running.delete(ended));
  };
  const stop = async (): Promise<void> => {
    process.off("exit", abort);
    abort();
    await Promise.allSettled(running);
  };
  return { terraform, stop };
}

async function replaceOutput(newOutDir: string, out: string): Promise<void> {
  const earlier = `${out}.earlier`;
  await rename(out, earlier);
  await copyOutput(newOutDir, out);
  for (const stack of await stacksOf(out)) {
    const lockFile = join(earlier, "stacks", stack, LOCK_FILE);
    if (existsSync(lockFile)) await copyFile(lockFile, join(out, "stacks", stack, LOCK_FILE));
  }
  await rm(earlier, { recursive: true });
}

async function copyOutput(from: string, to: string): Promise<void> {
  // A .terraform in there would be of somebody's own run in the same folder.
  await cp(from, to, { recursive: true, filter: (path) => basename(path) !== ".terraform" });
  await mkdir(join(to, "stacks"), { recursive: true });
}

async function stacksOf(out: string): Promise<string[]> {
  return (await readdir(join(out, "stacks"))).sort();
}
