import { posix } from "node:path";
import { FileFailure } from "../emit/failure";
import type { Io } from "../io";
import { nearest } from "../nearest";
import { oneLine, quoted } from "../text";

/** A file of a commit. */
export interface GitFile {
  /** From the top of the repository, with `/` between folders. */
  readonly path: string;
  readonly id: string;
  /** Whether it is a plain file; a link is none, nor is a submodule. */
  readonly isPlain: boolean;
  /** Bytes; 0 for a submodule. */
  readonly size: number;
}

/** A commit's files, read without touching the work tree. Throws FileFailure. */
export interface GitTree {
  /** A path of the command line from the top of the repository: as Git has it, `./` starts from the current folder. */
  readonly pathOf: (named: string) => string;
  /** All files at or below a path. */
  readonly files: (path: string) => readonly GitFile[];
  readonly read: (file: GitFile) => Uint8Array;
  /** What may have been meant by a path that is not there. */
  readonly hintFor: (path: string) => string;
}

const MOST_OUTPUT = 1024 * 1024 * 1024;

/**
 * Opens a commit by any name that Git knows. Git runs without a shell, with nothing of the repository's configuration
 * that starts programs for what is read here, and never asks, nor fetches what a partial clone lacks.
 */
export function openGit(revision: string, io: Pick<Io, "cwd" | "env" | "rooms">): GitTree {
  const git = (...args: readonly string[]) => runGit(args, io);
  const inside = git("rev-parse", "--show-prefix");
  if (!inside.ok) throw new FileFailure(`can't read git:${revision}: ${inside.error}`);
  const prefix = inside.text.replace(/\n$/, "");
  const found = git("rev-parse", "--verify", "--quiet", "--end-of-options", `${revision}^{commit}`);
  if (!found.ok) throw new FileFailure(unknownRevision(revision, git));
  const commit = found.text.trim();
  const files = (path: string): GitFile[] => {
    const listed = git(
      "ls-tree",
      "-r",
      "-l",
      "-z",
      "--full-tree",
      commit,
      ...(path === "" ? [] : ["--", path]),
    );
    if (!listed.ok) throw new FileFailure(`can't read ${path} of ${revision}: ${listed.error}`);
    return listed.text.split("\0").flatMap(fileOf);
  };
  return {
    pathOf: (named) => {
      const whole = /^\.{1,2}(\/|$)/.test(named) ? posix.join(prefix, named) : posix.normalize(named);
      return whole.replace(/^\.?\/|\/$|^\.$/g, "");
    },
    files,
    read: ({ id, path }) => {
      const blob = git("cat-file", "blob", id);
      if (blob.ok) return blob.bytes;
      throw new FileFailure(`can't read ${path} of ${revision}: ${blob.error}`);
    },
    hintFor: (path) => {
      const below = posix.join(prefix, path);
      if (prefix !== "" && files(below).length > 0)
        return `; did you mean ./${path}, from the current folder?`;
      const all = files("").map((file) => file.path);
      const same = all.filter((one) => posix.basename(one) === posix.basename(path));
      const near = same.length === 1 ? same[0] : nearest(path, all);
      return near === undefined ? "" : `; did you mean ${quoted(near)}?`;
    },
  };
}

/** `100644 blob 8c7e5a…     123\tpath`; submodules have no size. */
function fileOf(line: string): GitFile[] {
  const [, mode = "", id = "", size = "", path = ""] =
    /^(\d{6}) \w+ ([0-9a-f]+) +(\d+|-)\t([\s\S]+)$/.exec(line) ?? [];
  if (path === "") return [];
  return [{ path, id, isPlain: mode.startsWith("100"), size: size === "-" ? 0 : Number(size) }];
}

function unknownRevision(revision: string, git: (...args: readonly string[]) => Answer): string {
  const names = git("for-each-ref", "--format=%(refname:short)");
  const known = names.ok ? names.text.split("\n").filter((name) => name !== "") : [];
  const remote = known.find((name) => name.endsWith(`/${revision}`));
  const near = remote ?? nearest(revision, known);
  const hint = near === undefined ? "" : `; did you mean ${quoted(near)}?`;
  const isShallow = git("rev-parse", "--is-shallow-repository");
  const fetched =
    isShallow.ok && isShallow.text.trim() === "true" ? "; this clone is shallow: fetch it first" : "";
  return `there is no commit ${quoted(revision)} in this repository${hint}${fetched}`;
}

type Answer =
  | { readonly ok: true; readonly text: string; readonly bytes: Uint8Array }
  | { readonly ok: false; readonly error: string };

function runGit(args: readonly string[], { cwd, env, rooms }: Pick<Io, "cwd" | "env" | "rooms">): Answer {
  const { status, stdout, stderr, error } = rooms
    .programs()
    .spawnSync(
      "git",
      ["--no-pager", "--literal-pathspecs", "--no-replace-objects", "-c", "core.fsmonitor=false", ...args],
      {
        cwd,
        env: {
          ...env,
          GIT_NO_LAZY_FETCH: "1",
          GIT_OPTIONAL_LOCKS: "0",
          GIT_TERMINAL_PROMPT: "0",
          LC_ALL: "C",
        },
        maxBuffer: MOST_OUTPUT,
        stdio: ["ignore", "pipe", "pipe"],
      },
    );
  if (error !== undefined) {
    const why =
      (error as NodeJS.ErrnoException).code === "ENOENT" ? "git was not found on the PATH" : error.message;
    return { ok: false, error: why };
  }
  if (status === 0) return { ok: true, text: stdout.toString(), bytes: stdout };
  const [first = `git ended with ${status}`] = stderr
    .toString()
    .split("\n")
    .filter((line) => line !== "");
  return { ok: false, error: oneLine(first.replace(/^fatal: /, "")) };
}
