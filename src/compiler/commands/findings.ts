import { resolve } from "node:path";
import type { CompileOptions, CompileResult, LocatedFinding } from "../api";
import { type Arguments, oneOf, UsageError } from "../arguments";
import { compileWith } from "../compile";
import { countsOf, hasErrors } from "../finding";
import type { Io } from "../io";
import { pretty } from "../report/pretty";
import { type Source, sourceText } from "../source";
import { textOf } from "../yaml/decode";
import { fileReader, readSources } from "./read-sources";

/** What compile and validate share: sources in, findings out. */
export interface Compiled extends CompileResult {
  readonly format: "pretty" | "json";
  /** Whether findings forbid writing. */
  readonly refused: boolean;
}

export async function compileSources(
  args: Arguments,
  io: Io,
  options: Pick<CompileOptions, "previousOutput"> = {},
): Promise<Compiled> {
  const format = oneOf("format", args.text("format"), ["pretty", "json"]);
  if (args.positionals.length === 0) throw new UsageError("no spec is named; `-` reads standard input");
  refuseTwice(args.positionals, io);
  const sources = await readSources(args.positionals, io);
  const result = compileWith(io.rooms, sources, { ...options, readFile: fileReader(io.cwd) });
  if (format === "pretty") showFindings(result.findings, sources, args, io);
  const warned = args.flag("warnings-as-errors") && result.findings.some((f) => f.severity === "warning");
  return { ...result, format, refused: hasErrors(result.findings) || warned };
}

function refuseTwice(paths: readonly string[], io: Io): void {
  const named = paths.map((path) => (path === "-" ? path : resolve(io.cwd, path)));
  const twice = paths.find((_, index) => named.indexOf(named[index] ?? "") < index);
  if (twice !== undefined) throw new UsageError(`${twice} is named twice`);
}

/** Findings for people, on standard error; --quiet leaves out those of level info. */
function showFindings(
  findings: readonly LocatedFinding[],
  sources: readonly Source[],
  args: Arguments,
  io: Io,
): void {
  const shown = args.flag("quiet") ? findings.filter((f) => f.severity !== "info") : findings;
  if (shown.length === 0) return;
  const texts = sources.map((source) => sourceText(source, textOf(source.text)));
  io.err(
    `${pretty(shown, { color: useColor(args, io), sources: new Map(texts.map((text) => [text.name, text])) })}\n`,
  );
}

function useColor(args: Arguments, io: Io): boolean {
  if (args.flag("no-color") || (io.env.NO_COLOR ?? "") !== "") return false;
  return io.terminal && io.env.TERM !== "dumb";
}

/** Findings for tools: the same fields as the library's. */
export function jsonReport(findings: readonly LocatedFinding[], more: object = {}): string {
  const { error, warning, info } = countsOf(findings);
  const summary = { errors: error, warnings: warning, infos: info };
  return `${JSON.stringify({ findings, summary, ...more }, null, 2)}\n`;
}
