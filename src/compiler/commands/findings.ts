import type { CompileOptions, CompileResult, LocatedFinding } from "../api";
import { type Arguments, oneOf, UsageError } from "../arguments";
import { compileWith } from "../compile";
import { isDay } from "../day";
import { countsOf, hasErrors } from "../finding";
import type { Io } from "../io";
import { pretty } from "../report/pretty";
import type { SourceText } from "../source";
import { printable, quoted } from "../text";
import { fileReader, readSources } from "./read-sources";

/** What compile and validate share: sources in, findings out. */
export interface Compiled extends CompileResult {
  readonly format: "pretty" | "json";
  /** Whether findings forbid writing. */
  readonly refused: boolean;
  /** How many texts were read as specs. */
  readonly specs: number;
}

export async function compileSources(
  args: Arguments,
  io: Io,
  { out, ...options }: Pick<CompileOptions, "previousOutput"> & { readonly out?: string } = {},
): Promise<Compiled> {
  const format = oneOf("format", args.text("format"), ["pretty", "json"]);
  const today = dayAsked(args) ?? io.today();
  if (args.positionals.length === 0) throw new UsageError("no spec is named; `-` reads standard input");
  const { sources, skipped } = await readSources(args.positionals, io, out);
  if (!args.flag("quiet"))
    for (const { path, why } of skipped) io.err(`skipped  ${printable(path)}: ${why}\n`);
  const readFile = fileReader(io.cwd);
  const { texts, ...result } = compileWith(io.rooms, sources, { ...options, readFile, today });
  if (format === "pretty") showFindings(result.findings, texts, args, io);
  const warned = args.flag("warnings-as-errors") && result.findings.some((f) => f.severity === "warning");
  return { ...result, format, refused: hasErrors(result.findings) || warned, specs: sources.length };
}

function dayAsked(args: Arguments): string | undefined {
  const day = args.text("today");
  if (day === undefined || isDay(day)) return day;
  throw new UsageError(`--today takes a day, as in 2026-12-15, not ${quoted(day)}`);
}

/** Findings for people, on standard error; --quiet leaves out those of level info. */
function showFindings(
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

/** Findings for tools: the same fields as the library's. */
export function jsonReport(findings: readonly LocatedFinding[], more: object = {}): string {
  const { error, warning, info } = countsOf(findings);
  const summary = { errors: error, warnings: warning, infos: info };
  return `${JSON.stringify({ findings, summary, ...more }, null, 2)}\n`;
}
