import { relative, resolve } from "node:path";
import { type Arguments, UsageError } from "../arguments";
import { FileFailure } from "../emit/failure";
import { EXIT, type Exit, type Io } from "../io";
import { counted, listed, oneLine, printableLines, quoted } from "../text";
import { specPaths } from "./spec-paths";

/** Told the path of each file that a spec names, before it is read. */
export type Seen = (path: string) => void;

/** One run of a command: it says what was found, and gives the exit code that it would end with. */
type Once = (seen?: Seen) => Promise<Exit>;

/** What a command's --help says of it. */
export const WATCH_DETAILS = `
--watch runs again when a spec or a file that it names changes, or a folder gains a spec, until it is interrupted (exit
130). Not with standard input, --check, or a --format that is one document (all but pretty and jsonl).`;

/** Formats of which one text can follow another. */
const STREAMS = ["pretty", "jsonl"];

/** Runs a command once or, with --watch, each time that what it reads has changed; `kept` is said where a run was refused. */
export async function watching(
  args: Arguments,
  io: Io,
  once: Once,
  { out, kept }: { readonly out?: string; readonly kept?: string } = {},
): Promise<Exit> {
  if (!args.flag("watch")) return once();
  refuseOneAnswer(args);
  const { stampOf, changed } = io.rooms.watcher();
  const say = (line: string) =>
    args.flag("quiet") ? undefined : io.err(`${printableLines(oneLine(line))}\n`);
  const reports = new Set(
    args.texts("report").map((text) => resolve(io.cwd, text.slice(text.indexOf("=") + 1))),
  );
  let isFirst = true;
  for (;;) {
    const specs = () => specFiles(args, io, out).filter((path) => !reports.has(path)); // or each run would bring the next
    const stamps = new Map(specs().map((path) => [path, stampOf(path)]));
    const named = new Set<string>();
    const code = await attempt(once, io, isFirst, (path) => {
      const file = resolve(io.cwd, path);
      if (!named.has(file)) stamps.set(file, stampOf(file));
      named.add(file);
    });
    if (code !== EXIT.done && kept !== undefined && !isFirst) say(kept);
    isFirst = false;
    say(`watching ${counted(stamps.size, "file")}; Ctrl-C ends`);
    const paths = await changed({ paths: () => [...specs(), ...named], stamps, signal: io.stopped });
    say(`changed  ${changedWords(paths, io.cwd)}`);
  }
}

/** What goes wrong with files may be mended in the next moment; what is wrong with the command line may not. */
async function attempt(once: Once, io: Io, isFirst: boolean, seen: Seen): Promise<Exit> {
  try {
    return await once(seen);
  } catch (error) {
    const isMendable = error instanceof FileFailure || (error instanceof UsageError && !isFirst);
    if (!isMendable) throw error;
    io.err(`${printableLines(oneLine(error.message))}\n`);
    return error instanceof UsageError ? EXIT.usage : EXIT.failure;
  }
}

function refuseOneAnswer(args: Arguments): void {
  if (args.positionals.includes("-"))
    throw new UsageError("--watch needs files: standard input is read once; name a spec or a folder");
  if (args.flag("check"))
    throw new UsageError("--watch and --check: --check gives one answer and ends; leave out one of the two");
  const format = args.text("format") ?? "pretty";
  if (!STREAMS.includes(format))
    throw new UsageError(
      `--watch takes --format ${listed(STREAMS, "or")}, not ${quoted(format)}, which is one document; --report ${format}=FILE writes it anew at each run`,
    );
}

/** The files of the command line, absolute. A folder that can't be read, or is gone, has none at the moment. */
function specFiles(args: Arguments, io: Io, out: string | undefined): string[] {
  return args.positionals.flatMap((path) => {
    try {
      return specPaths([path], io.cwd, out).map((file) => resolve(io.cwd, file.path));
    } catch (error) {
      if (error instanceof FileFailure) return [resolve(io.cwd, path)];
      throw error;
    }
  });
}

/** How many files a line names. */
const MOST = 3;

function changedWords(paths: readonly string[], cwd: string): string {
  const shown = paths.slice(0, MOST).map((path) => relative(cwd, path).replace(/\\/g, "/"));
  const more = paths.length - shown.length;
  return listed(more > 0 ? [...shown, `${counted(more, "other file")}`] : shown);
}
