import { posix, resolve } from "node:path";
import type { LocatedFinding, ReadFile } from "../api";
import { UsageError } from "../arguments";
import { compileWith } from "../compile";
import type { Differ } from "../diff";
import type { Side } from "../diff/diff";
import type { StackConfig } from "../diff/stack";
import { FileFailure } from "../emit/failure";
import { readOutput } from "../emit/folder";
import { lastOutput } from "../emit/recovery";
import { hasErrors } from "../finding";
import type { Io } from "../io";
import { LIMITS } from "../limits";
import type { Source, SourceText } from "../source";
import { counted, quoted } from "../text";
import { type GitFile, type GitTree, openGit } from "./git-tree";
import { filesBelow, type OutputFiles, outputStacks, refuseParts } from "./output-side";
import { fileReader, isOurs, NOT_OURS, readSources } from "./read-sources";
import { isFolder } from "./spec-paths";

/** A side that was read: an output, or specs that were compiled. */
export interface ReadSide extends Side {
  readonly from: "output" | "specs" | "nothing";
  /** Of specs: what is wrong with them, and the texts that it points into. */
  readonly findings: readonly LocatedFinding[];
  readonly texts: ReadonlyMap<string, SourceText>;
}

interface Reading {
  readonly io: Io;
  readonly differ: Differ;
  /** The day that `until` is judged by. */
  readonly today: string;
  /** Told which files of a folder are left out, and why. */
  readonly skipped: (path: string, why: string) => void;
}

/** Names nothing, as in `git diff --no-index`: what was not there before, or is no longer. */
const NOTHING = "/dev/null";

/** A colon within braces is the revision's own: `HEAD@{2026-11-01 10:00}`. */
const REVISION = /^git:((?:[^:{]|\{[^}]*\})*):([\s\S]*)$/;

/** Reads what one argument of `diff` names. Throws UsageError and FileFailure. */
export async function readSide(named: string, reading: Reading): Promise<ReadSide> {
  if (named === "") throw new UsageError(`one of OLD and NEW is empty; ${NOTHING} stands for nothing`);
  if (named === NOTHING) return { ...EMPTY, label: named, from: "nothing", stacks: [] };
  const [, revision, path] = REVISION.exec(named) ?? [];
  if (revision !== undefined && path !== undefined) return fromGit(named, revision, path, reading);
  if (named.startsWith("git:"))
    throw new UsageError(
      `${quoted(named)} names no file; git:REV:PATH does, as in git:origin/main:spec.yaml`,
    );
  return fromDisk(named, reading);
}

const EMPTY = { findings: [], texts: new Map<string, SourceText>() } as const;

async function fromDisk(named: string, reading: Reading): Promise<ReadSide> {
  const { io } = reading;
  const folder = resolve(io.cwd, named);
  if (named !== "-" && isFolder(folder)) {
    if (readOutput(folder, "manifest.json") !== undefined)
      return outputSide(
        named,
        { read: lastOutput(folder, io.processes), list: () => filesBelow(folder) },
        reading,
      );
  }
  refuseParts(named, io.cwd);
  const { sources, skipped, unread } = await readSources([named], io);
  // Git takes REV:PATH without more; a drive of Windows is one letter.
  const hint = /^[^:/\\]{2,}:./.test(named) ? `; did you mean git:${named}?` : "";
  if (unread.length > 0) throw new FileFailure(unread.map(({ message }) => `${message}${hint}`).join("; "));
  for (const { path, why } of skipped) reading.skipped(path, why);
  return specSide(named, sources, fileReader(io.cwd), reading);
}

function fromGit(named: string, revision: string, wanted: string, reading: Reading): ReadSide {
  if (revision === "" || wanted === "")
    throw new UsageError(
      `${quoted(named)} names no ${revision === "" ? "commit" : "file"}; git:REV:PATH does, as in git:origin/main:spec.yaml`,
    );
  const tree = openGit(revision, reading.io);
  const path = tree.pathOf(wanted);
  if (path.startsWith("..")) throw new UsageError(`${quoted(wanted)} is outside of the repository`);
  const files = tree.files(path);
  const [only] = files;
  if (only === undefined)
    throw new FileFailure(`${quoted(wanted)} is not in the commit ${quoted(revision)}${tree.hintFor(path)}`);
  const isFile = files.length === 1 && only.path === path;
  const byPath = new Map(files.map((file) => [file.path, file]));
  if (!isFile && byPath.has(posix.join(path, "manifest.json")))
    return outputSide(
      named,
      {
        read: (inside) => {
          const file = byPath.get(posix.join(path, inside));
          return file && Buffer.from(blobOf(tree, file, LIMITS.output)).toString();
        },
        list: () => files.map((file) => posix.relative(path, file.path)),
      },
      reading,
    );
  const specs = isFile ? files : files.filter((file) => isSpec(file, path));
  const sources = specs
    .map((file): Source => ({ path: file.path, text: blobOf(tree, file, LIMITS.bytes + 1) }))
    .filter((source) => isFile || isOurs(source));
  if (sources.length === 0)
    throw new UsageError(
      `no spec in the folder ${quoted(wanted)} of ${quoted(revision)}: ${counted(files.length, "file")}, none with apiVersion: panorama-compile/v1`,
    );
  for (const { path: other } of specs)
    if (!sources.some((source) => source.path === other)) reading.skipped(other, NOT_OURS);
  return specSide(named, sources, commitReader(tree), reading);
}

/** Of a folder: `*.yaml` and `*.yml` below, without dot-folders and node_modules, as on the disk. */
const isSpec = ({ path, isPlain }: GitFile, folder: string): boolean => {
  const below = folder === "" ? path : path.slice(folder.length + 1);
  return isPlain && /\.ya?ml$/.test(below) && !/(^|\/)(\.[^/]*|node_modules)\//.test(below);
};

function blobOf(tree: GitTree, file: GitFile, most: number): Uint8Array {
  if (!file.isPlain)
    throw new FileFailure(`${file.path} is a link or a submodule in that commit; name what it leads to`);
  if (file.size > most)
    throw new FileFailure(`${file.path} has ${file.size} bytes in that commit; at most ${most} are read`);
  return tree.read(file);
}

/** Reads the files that specs of a commit name: those of that commit, below the spec's own folder, which is listed once. */
function commitReader(tree: GitTree): ReadFile {
  const listed = new Map<string, ReadonlyMap<string, GitFile>>();
  return (named, folder) => {
    const [path, within] = [posix.normalize(named), folder === "" ? "" : posix.normalize(folder)];
    if (path.startsWith("..") || (within !== "" && !path.startsWith(`${within}/`))) return undefined;
    const files = listed.get(within) ?? new Map(tree.files(within).map((file) => [file.path, file]));
    listed.set(within, files);
    const file = files.get(path);
    return file && blobOf(tree, file, LIMITS.named);
  };
}

function outputSide(label: string, files: OutputFiles, { differ }: Reading): ReadSide {
  return { ...EMPTY, label, from: "output", stacks: outputStacks(label, files, differ) };
}

/** How `terraform show -json` starts, of a plan and of a state. */
const OF_TERRAFORM = /^\s*\{\s*"format_version"\s*:/;

function specSide(
  label: string,
  sources: readonly Source[],
  readFile: ReadFile,
  { io, differ, today }: Reading,
): ReadSide {
  const [other] = sources.filter(({ text }) => OF_TERRAFORM.test(Buffer.from(text.slice(0, 100)).toString()));
  if (other !== undefined)
    throw new UsageError(
      `${label} is what terraform show -json prints; panorama-compile plan-report takes plans`,
    );
  const { findings, artifacts, texts } = compileWith(io.rooms, sources, { today, readFile });
  const stacks: StackConfig[] = [];
  if (!hasErrors(findings))
    for (const { stack, text } of artifacts) {
      if (stack === undefined) continue;
      const config = differ.readStack(stack.name, stack.document, text);
      if (config === undefined) throw new Error(`the stack ${stack.name} can't be read as one of ours`);
      stacks.push(config);
    }
  return { label, from: "specs", findings, texts, stacks };
}
