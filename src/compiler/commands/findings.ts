import type { CompileOptions, CompileResult, LocatedFinding } from "../api";
import { type Arguments, oneOf, UsageError } from "../arguments";
import { type Compilation, compileWith } from "../compile";
import { isDay } from "../day";
import { FileFailure } from "../emit/failure";
import { countsOf, hasErrors } from "../finding";
import { EXIT, type Io } from "../io";
import { FORMATS, type Format, reportText } from "../report/formats";
import { annotationWords } from "../report/github";
import { pretty } from "../report/pretty";
import type { Report, Trouble } from "../report/report";
import type { SourceText } from "../source";
import { oneLine, quoted } from "../text";
import { fileReader, readSources } from "./read-sources";
import { keepOthers, reportsAsked, writeReports } from "./reports";
import type { Seen } from "./watch";

/** What compile and validate share: sources in, findings out. */
export interface Compiled extends CompileResult, Pick<Compilation, "compiled"> {
  /** What standard output is to be. All but json, which says of the output too, is said. */
  readonly format: Format;
  /** Whether findings forbid writing. */
  readonly refused: boolean;
  /** How many texts were read as specs. */
  readonly specs: number;
  /** What besides findings is wrong. */
  readonly troubles: readonly Trouble[];
}

/** What a command looks at before reports are written, where no finding forbids it. */
type Survey = (result: CompileResult) => Promise<readonly Trouble[]>;

/** What --help says of --format and --report. */
export const REPORT_DETAILS = `
Findings go to standard error, or with --format to standard output: json is one object, jsonl one finding on each line
and nothing else, sarif SARIF 2.1.0 for code scanning, github annotations of a pull request, junit the XML of test
reports. --report FORMAT=FILE, as in sarif=findings.sarif, writes them to a file as well, also when the spec is refused,
and before anything is written to --out. It makes no folders, replaces nothing but an older report in that format or an
empty file, puts nothing into the output folder, and below the current folder follows no links.`;

/** The output folder where no option names one; the variable is that of cdktf. */
export const defaultOutput = ({ env }: Io): string => env.CDKTF_OUTDIR || "cdktf.out";

/**
 * Compiles what a command line names, and says what was found: on standard error or in the format asked for, and in
 * reports. `exits` tells what the run ends with where findings do not refuse it and nothing else can go wrong. Specs
 * that can't be read end the run, a FileFailure, once all is said of the others.
 */
export async function compileSources(
  args: Arguments,
  io: Io,
  { out, exits, survey, previousOutput, seen, ...run }: Pick<CompileOptions, "previousOutput"> & Run = {},
): Promise<Compiled> {
  const format = run.format ?? oneOf("format", args.text("format"), FORMATS);
  const reports = reportsAsked(args, io.cwd, out ?? defaultOutput(io));
  const today = dayAsked(args) ?? io.today();
  if (args.positionals.length === 0) throw new UsageError("no spec is named; `-` reads standard input");
  const { sources, skipped, unread } = await readSources(args.positionals, io, out);
  keepOthers(reports, sources, io.cwd);
  if (!args.flag("quiet")) for (const { path, why } of skipped) io.err(`skipped  ${oneLine(path)}: ${why}\n`);
  const readFile = fileReader(io.cwd, seen);
  const comparing = unread.length === 0 && previousOutput ? { previousOutput } : {}; // or a document would seem gone
  const { texts, compiled, ...result } = compileWith(io.rooms, sources, {
    ...comparing,
    readFile,
    today,
  });
  const refused = isRefused(result.findings, args);
  const surveyed = refused || unread.length > 0 ? undefined : await outcomeOf(survey, result);
  const troubles = surveyed?.troubles ?? unread;
  const exitCode = exitOf(refused, troubles, exits);
  const report: Report = {
    ...result,
    sources: texts,
    troubles,
    warningsAsErrors: args.flag("warnings-as-errors"),
    ...(exitCode !== undefined && { exitCode }),
    cwd: io.cwd,
    manual: io.rooms.manual,
  };
  show(report, format, args, io);
  writeReports(reports, report);
  if (surveyed?.failure !== undefined) throw surveyed.failure;
  if (unread.length === 0) return { ...result, compiled, format, refused, specs: sources.length, troubles };
  if (format === "json") io.out(reportText(format, report));
  throw new FileFailure(unread.map(({ message }) => message).join("; "));
}

interface Run {
  readonly out?: string;
  readonly exits?: number;
  readonly survey?: Survey | undefined;
  /** How findings are said, where --format is about something else. */
  readonly format?: Format;
  readonly seen?: Seen | undefined;
}

/** What a survey finds; its failure waits until reports are written. */
async function outcomeOf(survey: Survey | undefined, result: CompileResult) {
  try {
    return { troubles: (await survey?.(result)) ?? [] };
  } catch (failure) {
    return { troubles: [], failure };
  }
}

function exitOf(refused: boolean, troubles: readonly Trouble[], exits: number | undefined) {
  if (troubles.some(({ kind }) => kind === "unread")) return EXIT.failure;
  if (refused) return EXIT.findings;
  return troubles.length > 0 ? EXIT.no : exits;
}

/** How a tally of what refused a run ends where no error did. */
export const strictness = (findings: readonly LocatedFinding[]): string =>
  hasErrors(findings) ? "" : "; warnings are errors here (--warnings-as-errors)";

const isRefused = (findings: readonly LocatedFinding[], args: Arguments): boolean =>
  hasErrors(findings) || (args.flag("warnings-as-errors") && countsOf(findings).warning > 0);

/** What was found, where it belongs; json waits for what the run does. */
function show(report: Report, format: Format, args: Arguments, io: Io): void {
  if (format === "pretty") showFindings(report.findings, report.sources, args, io);
  else if (format !== "json") io.out(reportText(format, report));
  if (format === "github" && !args.flag("quiet")) io.err(annotationWords(report.findings));
}

/** The day that --today names. Throws UsageError for what is none. */
export function dayAsked(args: Arguments): string | undefined {
  const day = args.text("today");
  if (day === undefined || isDay(day)) return day;
  if (/^[0-9]{4}-[0-9]{2}-[0-9]{2}$/.test(day)) throw new UsageError(`--today ${day}: there is no such day`);
  throw new UsageError(`--today takes a day, as in 2026-12-15, not ${quoted(day)}`);
}

/** Findings for people, on standard error; --quiet leaves out those of level info. */
export function showFindings(
  findings: readonly LocatedFinding[],
  texts: ReadonlyMap<string, SourceText>,
  args: Arguments,
  io: Io,
): void {
  const shown = args.flag("quiet") ? findings.filter((f) => f.severity !== "info") : findings;
  if (shown.length === 0) return;
  io.err(`${pretty(shown, { color: useColor(args, io), sources: texts })}\n`);
}

/** Whether findings on standard error are coloured. */
export function useColor(args: Arguments, io: Io): boolean {
  if (args.flag("no-color") || (io.env.NO_COLOR ?? "") !== "") return false;
  return io.terminal && io.env.TERM !== "dumb";
}
