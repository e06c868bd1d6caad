import type { LocatedFinding } from "../api";
import { counted } from "../text";
import { codeSpan } from "./code-span";

/** How many are listed, and how much of each is shown. */
const MOST_WARNINGS = 50;
const MOST_CHARACTERS = 500;

/** The warnings that follow from the spec alone, each with its line. */
export function warningsSection(warnings: readonly LocatedFinding[]): string[] {
  if (warnings.length === 0) return [];
  const lines = warnings
    .slice(0, MOST_WARNINGS)
    .map(
      ({ start, code, message }) =>
        `- line ${start.line}, \`${code}\`: ${codeSpan(message, MOST_CHARACTERS)}`,
    );
  const more = warnings.length - MOST_WARNINGS;
  return [
    "## Warnings",
    [...lines, ...(more > 0 ? [`- and ${counted(more, "more warning")}`] : [])].join("\n"),
  ];
}
