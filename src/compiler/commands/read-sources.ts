import { resolve } from "node:path";
import type { ReadFile } from "../api";
import { UsageError } from "../arguments";
import { codeOf, FileFailure, fileFailure } from "../emit/failure";
import { readFileBelow, readPlainFile } from "../emit/plain-file";
import type { Io } from "../io";
import { LIMITS } from "../limits";
import type { Trouble } from "../report/report";
import type { Source } from "../source";
import { counted } from "../text";
import { decode } from "../yaml/decode";
import { type SpecPath, specPaths } from "./spec-paths";
import type { Seen } from "./watch";

/** What a command line names: texts, and the files of folders that are no specs. */
export interface ReadSources {
  readonly sources: readonly Source[];
  readonly skipped: readonly { readonly path: string; readonly why: string }[];
  /** What could not be read: the others are looked at all the same. */
  readonly unread: readonly Trouble[];
}

/** Reads what a command line names; `-` is standard input. Throws UsageError for a folder without a spec. */
export async function readSources(paths: readonly string[], io: Io, out?: string): Promise<ReadSources> {
  const sources: Source[] = [];
  const skipped: ReadSources["skipped"][number][] = [];
  const unread: Trouble[] = [];
  const files = specPaths(paths, io.cwd, out);
  for (const { path, folder, isLink } of files) {
    if (isLink) {
      skipped.push({ path, why: "it is a link; name it on the command line to follow it" });
      continue;
    }
    const source = path === "-" ? { text: await io.stdin() } : readOne(path, io.cwd, folder);
    if ("kind" in source) {
      unread.push(source);
      continue;
    }
    if (folder === undefined || isOurs(source)) sources.push(source);
    else skipped.push({ path, why: NOT_OURS });
  }
  if (unread.length === 0) for (const path of paths) refuseEmptyFolder(path, files, sources);
  return { sources, skipped, unread };
}

function readOne(path: string, cwd: string, folder: string | undefined): Source | Trouble {
  try {
    return { path, text: readSpec(path, cwd, folder) };
  } catch (error) {
    if (error instanceof FileFailure) return { kind: "unread", file: path, message: error.message };
    throw error;
  }
}

/** Why a YAML file of a folder is left out. */
export const NOT_OURS = "it has no apiVersion: panorama-compile/v1";

/** Whether a text says somewhere that it is a spec of ours, also where it is broken or its `apiVersion` mistyped. */
export const isOurs = (source: Source): boolean =>
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

/** A file that the command line names may be a link; one found in its `folder` must still lie there when it is read. */
function readSpec(path: string, cwd: string, folder: string | undefined): Uint8Array {
  const most = LIMITS.bytes + 1;
  const file = resolve(cwd, path);
  try {
    if (folder !== undefined) return readFileBelow(resolve(cwd, folder), file, most);
    return readPlainFile(file, { most, followLinks: true });
  } catch (error) {
    if (codeOf(error) === "EFBIG") return new Uint8Array(most); // not what is in it, but what decode refuses
    if (codeOf(error) === "EINVAL")
      throw new FileFailure(`can't read ${path}: it is not a plain file; - reads standard input`);
    throw fileFailure("read", path, error);
  }
}

/** Reads the files that specs name: plain files that really lie below the spec's folder, whatever links say. */
export const fileReader =
  (cwd: string, seen: Seen = () => {}): ReadFile =>
  (path, folder) => {
    seen(path);
    return readFileBelow(resolve(cwd, folder), resolve(cwd, path), LIMITS.named);
  };
