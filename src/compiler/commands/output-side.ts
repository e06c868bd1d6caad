import { readdirSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { UsageError } from "../arguments";
import type { Differ } from "../diff";
import type { StackConfig } from "../diff/stack";
import { FileFailure, fileFailure } from "../emit/failure";
import { readOutput } from "../emit/folder";
import { bearsMark, documentOf, readManifest, stackPath } from "../manifest";

/** An output folder, on the disk or in a commit. */
export interface OutputFiles {
  /** A file by its path in the folder; undefined where there is none. */
  readonly read: (path: string) => string | undefined;
  /** Paths of all files in it. */
  readonly list: () => readonly string[];
}

/** What Terraform reads of a folder: https://developer.hashicorp.com/terraform/language/files */
const READ_BY_TERRAFORM = /\.(tf|tofu)(\.json)?$|\.tfvars(\.json)?$/;

/**
 * The stacks of an output folder, each with what else lies in its folder for Terraform. Throws FileFailure for what is no
 * whole output: what is missing would be taken for what goes.
 */
export function outputStacks(label: string, { read, list }: OutputFiles, differ: Differ): StackConfig[] {
  const manifest = readManifest(read("manifest.json") ?? "");
  if (manifest === undefined)
    throw new FileFailure(
      `${label}/manifest.json is none that panorama-compile wrote; name a spec or an output folder`,
    );
  const paths = list();
  const unnamed = paths.find((path) => {
    const stack = /^stacks\/([^/]+)\/cdk\.tf\.json$/.exec(path)?.[1];
    return stack !== undefined && manifest.stacks[stack] === undefined && bearsMark(read(path) ?? "");
  });
  if (unnamed !== undefined)
    throw new FileFailure(`${label}/manifest.json does not name ${unnamed}, which is there; compile again`);
  return Object.values(manifest.stacks).map((stack) => {
    const path = stackPath(stack.name);
    const lost = stack.dependencies.find((name) => manifest.stacks[name] === undefined);
    if (lost !== undefined)
      throw new FileFailure(
        `${label}/manifest.json does not name ${lost}, on which ${stack.name} depends; compile again`,
      );
    const text = read(path);
    if (text === undefined)
      throw new FileFailure(`${label}/${path} is not there, though manifest.json names it; compile again`);
    const files = Object.fromEntries(
      besideStack(stack.name, paths).map(
        (one) => [`file ${one.slice(one.lastIndexOf("/") + 1)}`, read(one) ?? ""] as const,
      ),
    );
    const config = differ.readStack(stack.name, documentOf(stack), text, files);
    if (config) return config;
    throw new FileFailure(`${label}/${path} is no stack that panorama-compile wrote; compile again`);
  });
}

/** What lies in a stack's folder that Terraform reads beside the stack's own file. */
export const besideStack = (stack: string, paths: readonly string[]): string[] =>
  paths.filter((path) => {
    const [, folder, file = ""] = /^stacks\/([^/]+)\/([^/]+)$/.exec(path) ?? [];
    return folder === stack && file !== "cdk.tf.json" && READ_BY_TERRAFORM.test(file);
  });

/** The paths of what lies in a stack's folder, and of the stacks. States may be large: none is read. */
export function filesBelow(folder: string): string[] {
  return entriesOf(join(folder, "stacks")).flatMap((stack) =>
    entriesOf(join(folder, "stacks", stack)).map((file) => `stacks/${stack}/${file}`),
  );
}

function entriesOf(folder: string): string[] {
  try {
    return readdirSync(folder).sort();
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === "ENOENT" || code === "ENOTDIR") return [];
    throw fileFailure("read", folder, error);
  }
}

/** Who names a part of an output folder means the folder: a UsageError; one without its manifest is a FileFailure. */
export function refuseParts(named: string, cwd: string): void {
  if (named === "-") return;
  const path = resolve(cwd, named);
  const stack = filesBelow(path).find((file) => file.endsWith("/cdk.tf.json"));
  if (stack !== undefined)
    throw new FileFailure(
      `${named} has ${stack}, but no manifest.json, which tells what else is to be there; compile again`,
    );
  const ups = basename(path) === "manifest.json" ? [".."] : ["..", "../..", "../../.."];
  for (const up of ups) {
    const text = manifestIn(resolve(path, up));
    const isInside = basename(path) === "manifest.json" || /(^|[\\/])stacks([\\/][^\\/]+){0,2}$/.test(path);
    if (text !== undefined && isInside && readManifest(text) !== undefined)
      throw new UsageError(
        `${named} is a part of an output folder; name the folder itself: ${join(named, up)}`,
      );
  }
}

function manifestIn(folder: string): string | undefined {
  try {
    return readOutput(folder, "manifest.json");
  } catch {
    return undefined; // only a hint comes of it
  }
}
