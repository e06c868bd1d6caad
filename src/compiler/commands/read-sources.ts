import { closeSync, constants, fstatSync, openSync, readFileSync, realpathSync } from "node:fs";
import { resolve, sep } from "node:path";
import type { ReadFile } from "../api";
import { UsageError } from "../arguments";
import { codeOf, FileFailure, fileFailure } from "../emit/failure";
import type { Io } from "../io";
import type { Source } from "../source";
import { counted } from "../text";
import { decode } from "../yaml/decode";
import { LIMITS } from "../yaml/kinds";
import { type SpecPath, specPaths } from "./spec-paths";

/** What a command line names: texts, and the files of folders that are no specs. */
export interface ReadSources {
  readonly sources: readonly Source[];
  readonly skipped: readonly { readonly path: string; readonly why: string }[];
}

/** Reads what a command line names; `-` is standard input. Throws UsageError for a folder without a spec. */
export async function readSources(paths: readonly string[], io: Io, out?: string): Promise<ReadSources> {
  const sources: Source[] = [];
  const skipped: ReadSources["skipped"][number][] = [];
  const files = specPaths(paths, io.cwd, out);
  for (const { path, folder, isLink } of files) {
    if (isLink) {
      skipped.push({ path, why: "it is a link; name it on the command line to follow it" });
      continue;
    }
    const source = path === "-" ? { text: await io.stdin() } : { path, text: readSpec(path, io.cwd) };
    if (folder === undefined || isOurs(source)) sources.push(source);
    else skipped.push({ path, why: "it has no apiVersion: panorama-compile/v1" });
  }
  for (const path of paths) refuseEmptyFolder(path, files, sources);
  return { sources, skipped };
}

/** Whether a text says somewhere that it is a spec of ours, also where it is broken or its `apiVersion` mistyped. */
const isOurs = (source: Source): boolean =>
  /^(?!\s*#).*\bpanorama-compile\/v[0-9]/m.test(decode(source).text);

function refuseEmptyFolder(path: string, files: readonly SpecPath[], sources: readonly Source[]): void {
  const within = files.filter(({ folder }) => folder === path);
  const isNamed = files.some((file) => file.path === path && file.folder === undefined);
  if (isNamed || within.some((file) => sources.some((source) => source.path === file.path))) return;
  const looked =
    within.length === 0
      ? "it holds no *.yaml or *.yml"
      : `none of its ${counted(within.length, "YAML file")} has it`;
  throw new UsageError(
    `no spec in the folder ${path}: a spec has apiVersion: panorama-compile/v1, and ${looked}`,
  );
}

function readSpec(path: string, cwd: string): Uint8Array {
  try {
    return readPlainFile(resolve(cwd, path), LIMITS.bytes + 1);
  } catch (error) {
    if (codeOf(error) === "EFBIG")
      throw new FileFailure(`can't read ${path}: it has more than ${LIMITS.bytes} bytes`);
    if (codeOf(error) === "EINVAL")
      throw new FileFailure(`can't read ${path}: it is not a plain file; - reads standard input`);
    throw fileFailure("read", path, error);
  }
}

/** Reads the files that specs name: plain files that really lie below the spec's folder, whatever links say. */
export function fileReader(cwd: string): ReadFile {
  return (path, folder) => {
    const root = realpathSync(resolve(cwd, folder));
    const real = realpathSync(resolve(cwd, path));
    if (!real.startsWith(root === sep ? root : root + sep)) throw failure("EXDEV");
    return readPlainFile(real, CSR_BYTES, constants.O_NOFOLLOW); // a link put there since is not followed
  };
}

/** More than any CSR has; inspectCsr has the exact limit. */
const CSR_BYTES = 1024 * 1024;

/** Opens first and looks afterwards, without waiting for a writer as a FIFO would have it. */
function readPlainFile(path: string, most: number, flags = 0): Uint8Array {
  const file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK | flags);
  try {
    const stat = fstatSync(file);
    if (stat.isDirectory()) throw failure("EISDIR");
    if (!stat.isFile()) throw failure("EINVAL");
    if (stat.size > most) throw failure("EFBIG");
    return readFileSync(file);
  } finally {
    closeSync(file);
  }
}

const failure = (code: string): Error => Object.assign(new Error(code), { code });
