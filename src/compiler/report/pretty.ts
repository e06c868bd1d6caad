import { styleText } from "node:util";
import type { LocatedFinding, Location } from "../api";
import { countsOf } from "../finding";
import { lineText, type SourceText } from "../source";
import { counted, oneLine, printableLines } from "../text";
import { codeFrame } from "./frame";
import { nameText } from "./paths";
import { shownOf } from "./shown";

export interface PrettyOptions {
  readonly color: boolean;
  /** The texts that findings point into, by name. */
  readonly sources: ReadonlyMap<string, SourceText>;
}

const COLORS = { error: "red", warning: "yellow", info: "cyan" } as const;

/** Findings for people: place, code, sentence, code frame, help. The text is the same with and without colour. */
export function pretty(findings: readonly LocatedFinding[], options: PrettyOptions): string {
  const { findings: first, rest } = shownOf(findings);
  const texts = [...first.map((finding) => prettyOne(finding, options)), ...rest];
  return texts.map((text) => `${text}\n`).join("\n");
}

function prettyOne(finding: LocatedFinding, { color, sources }: PrettyOptions): string {
  // Without a look at standard output, which styleText has by default: findings go to standard error.
  const style = (format: Parameters<typeof styleText>[0], text: string) =>
    color ? styleText(format, text, { validateStream: false }) : text;
  const severity = style(["bold", COLORS[finding.severity]], finding.severity);
  const head = `${style("bold", placeText(finding))} ${severity} ${finding.code}: ${oneLine(finding.message)}`;
  const source = sources.get(finding.file);
  const frame = source && isShown(source, finding) ? codeFrame(source, finding) : [];
  const help = (finding.help?.split("\n") ?? []).map((line, index) =>
    index === 0
      ? `  ${style("green", "help:")} ${oneLine(line)}`
      : printableLines(`        ${oneLine(line)}`),
  );
  const note = `  ${style("cyan", "note:")}`;
  const { shown, more } = shownRelated(finding);
  const related = shown.map((r) => `${note} ${placeText(r)} ${oneLine(r.message)}`);
  const notes = more > 0 ? [...related, `${note} ${more} more such places`] : related;
  return [head, ...frame, ...help, ...notes].join("\n");
}

/** One anchor may be used by a whole fleet; --format json has all places. */
const MOST_NOTES = 5;

/** The related places that people are shown, and how many more there are: never one. */
export function shownRelated({ related }: LocatedFinding) {
  if (related.length <= MOST_NOTES + 1) return { shown: related, more: 0 };
  return { shown: related.slice(0, MOST_NOTES), more: related.length - MOST_NOTES };
}

/** Nothing of an empty text, and nothing that is no text. */
const isShown = (source: SourceText, { start }: Location): boolean =>
  source.text !== "" && !lineText(source, start.line).includes("\0");

/** `file:line:column`, which terminals and editors turn into a link. */
export const placeText = ({ file, start }: Location): string =>
  `${nameText(file)}:${start.line}:${start.column}`;

/** `2 errors, 1 warning`; empty where there is nothing. */
export function tally(findings: readonly LocatedFinding[]): string {
  const { error, warning, info } = countsOf(findings);
  const parts = [counted(error, "error"), counted(warning, "warning"), counted(info, "info")];
  return parts.filter((text) => !text.startsWith("0 ")).join(", ");
}

/** `; 1 allowed`, behind a tally; empty where comments allow nothing. */
export const allowedTally = ({ length }: readonly unknown[]): string =>
  length > 0 ? `; ${length} allowed` : "";
