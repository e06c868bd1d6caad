import { lstatSync, realpathSync, statSync } from "node:fs";
import { basename, dirname, join, relative, resolve, sep } from "node:path";
import { type Arguments, UsageError } from "../arguments";
import { codeOf } from "../emit/failure";
import { readPlainFile } from "../emit/plain-file";
import { writeWhole } from "../emit/whole-file";
import { LIMITS } from "../limits";
import { nearest } from "../nearest";
import { FORMATS, type Format, reportText } from "../report/formats";
import { isOwnReport } from "../report/own";
import type { Report } from "../report/report";
import type { Source } from "../source";
import { listed, quoted } from "../text";

/** A file that `--report` asks for. */
export interface ReportFile {
  readonly format: Format;
  /** As the command line has it. */
  readonly file: string;
  /** Where it is. */
  readonly path: string;
}

/** What `--report` asks for. Throws UsageError for what it does not take; `out` is the output folder. */
export function reportsAsked(args: Arguments, cwd: string, out: string): ReportFile[] {
  const seen = new Set<string>();
  return args.texts("report").map((text) => {
    const [format, file] = parted(text);
    const named = resolve(cwd, file);
    const path = join(realPath(dirname(named)), basename(named));
    if (seen.has(path)) throw new UsageError(`--report names ${file} twice`);
    seen.add(path);
    if (isWithin(path, realPath(resolve(cwd, out))))
      throw new UsageError(`--report names ${file}, which is in the output folder ${out}; put it elsewhere`);
    refuseLinks(file, cwd, dirname(named));
    return { format, file, path };
  });
}

function parted(text: string): [format: Format, file: string] {
  const at = text.indexOf("=");
  const name = at === -1 ? text : text.slice(0, at);
  const format = FORMATS.find((one) => one === name);
  if (at === -1)
    throw new UsageError(
      `--report takes FORMAT=FILE, as in ${format ?? "sarif"}=findings.${format ?? "sarif"}, not ${quoted(text)}`,
    );
  const near = nearest(name, FORMATS);
  const hint = near ? `; did you mean ${near}?` : "";
  if (format === undefined)
    throw new UsageError(`--report takes ${listed(FORMATS, "or")} before the =, not ${quoted(name)}${hint}`);
  return [format, fileOf(text.slice(at + 1), format)];
}

function fileOf(file: string, format: Format): string {
  if (file === "") throw new UsageError(`--report ${format}= names no file`);
  if (file === "-")
    throw new UsageError(`--report writes files; --format ${format} writes to standard output`);
  return file;
}

/** A path through no link, as far as it is there. */
function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch (error) {
    if (codeOf(error) === undefined) throw error;
    return path;
  }
}

/**
 * Below the folder of the run, which may be somebody's pull request, no folder of the path may be a link. What lies
 * elsewhere is the caller's.
 */
function refuseLinks(file: string, cwd: string, folder: string): void {
  if (!isWithin(folder, cwd)) return;
  const parts = folder === cwd ? [] : relative(cwd, folder).split(sep);
  const link = parts.map((_, at) => parts.slice(0, at + 1).join(sep)).find((path) => isLink(join(cwd, path)));
  if (link !== undefined)
    throw new UsageError(`--report names ${file}, and ${link} is a symbolic link; name what it leads to`);
}

function isLink(path: string): boolean {
  try {
    return lstatSync(path).isSymbolicLink();
  } catch (error) {
    if (codeOf(error) === undefined) throw error;
    return false; // who writes there says why that can't be
  }
}

const isWithin = (path: string, folder: string): boolean =>
  path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);

/**
 * A report takes the place of nothing but an older one: not of a spec, nor of what a spec names or anybody else needs.
 * Throws UsageError.
 */
export function keepOthers(reports: readonly ReportFile[], sources: readonly Source[], cwd: string): void {
  for (const { format, file, path } of reports) {
    const taken = sources.find(
      (source) => source.path !== undefined && isSame(path, resolve(cwd, source.path)),
    );
    if (taken !== undefined) throw new UsageError(`--report names ${file}, which is a spec of this run`);
    const there = contentOf(path);
    if (there !== undefined && !isOwnReport(format, there))
      throw new UsageError(
        `--report names ${file}, which is there already and no ${format} report of panorama-compile; remove it, or name another file`,
      );
  }
}

/** What a report would replace; what can't be read counts as foreign. Undefined where writing says what is wrong, or nothing is. */
function contentOf(path: string): Buffer | undefined {
  try {
    return readPlainFile(path, { most: LIMITS.output, followLinks: false });
  } catch (error) {
    const code = codeOf(error);
    if (code === undefined) throw error;
    return ["EACCES", "EPERM", "EFBIG"].includes(code) ? Buffer.from("?") : undefined;
  }
}

/** Whether two paths lead to one file, also by links or in another case where the file system knows none. */
function isSame(a: string, b: string): boolean {
  const [one, other] = [identity(a), identity(b)];
  return one !== undefined && one === other;
}

function identity(path: string): string | undefined {
  try {
    const { dev, ino } = statSync(path, { bigint: true });
    return `${dev}:${ino}`;
  } catch (error) {
    if (codeOf(error) === undefined) throw error;
    return undefined; // what is not to be reached is no spec: it would not have been read
  }
}

/** Writes the reports, whatever was found. Throws FileFailure. */
export function writeReports(reports: readonly ReportFile[], report: Report): void {
  for (const { format, file, path } of reports) writeWhole(path, file, reportText(format, report));
}
