import { styleText } from "node:util";
import type { LocatedFinding, Location } from "../api";
import { type SourceText, STANDARD_INPUT } from "../source";
import { counted, printable } from "../text";
import { codeFrame } from "./frame";

export interface PrettyOptions {
  readonly color: boolean;
  /** The texts that findings point into, by name. */
  readonly sources: ReadonlyMap<string, SourceText>;
}

const COLORS = { error: "red", warning: "yellow", info: "cyan" } as const;

/** Findings for people: place, code, sentence, code frame, help. The text is the same with and without colour. */
export function pretty(findings: readonly LocatedFinding[], options: PrettyOptions): string {
  return findings.map((finding) => `${prettyOne(finding, options)}\n`).join("\n");
}

function prettyOne(finding: LocatedFinding, { color, sources }: PrettyOptions): string {
  const style = (format: Parameters<typeof styleText>[0], text: string) =>
    color ? styleText(format, text) : text;
  const severity = style(["bold", COLORS[finding.severity]], finding.severity);
  const head = `${style("bold", placeText(finding))} ${severity} ${finding.code}: ${printable(finding.message)}`;
  const source = sources.get(finding.file);
  const frame = source && source.text !== "" ? codeFrame(source, finding) : [];
  const help = finding.help === undefined ? [] : [`  ${style("green", "help:")} ${printable(finding.help)}`];
  const related = finding.related.map(
    (r) => `  ${style("cyan", "note:")} ${placeText(r)} ${printable(r.message)}`,
  );
  return [head, ...frame, ...help, ...related].join("\n");
}

/** `file:line:column`, which terminals and editors turn into a link. */
const placeText = ({ file, start }: Location): string =>
  `${file === STANDARD_INPUT ? file : printable(file)}:${start.line}:${start.column}`;

/** `2 errors, 1 warning`; empty where there is nothing. */
export function tally(findings: readonly LocatedFinding[]): string {
  const count = (severity: string) => findings.filter((f) => f.severity === severity).length;
  const parts = [
    counted(count("error"), "error"),
    counted(count("warning"), "warning"),
    counted(count("info"), "note"),
  ];
  return parts.filter((text) => !text.startsWith("0 ")).join(", ");
}
