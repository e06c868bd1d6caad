import type { Allowance } from "../allow/page";
import { kindOf } from "../kinds";
import { counted } from "../text";
import { codeSpan } from "./code-span";

/** How many comments are listed, of which warnings always are, and how much of a message is shown. */
const MOST_COMMENTS = 50;
const MOST_CHARACTERS = 500;

/** What comments of the spec waved through: nobody else will say it. */
export function allowedSection(allowances: readonly Allowance[]): string[] {
  if (allowances.length === 0) return [];
  const warnings = allowances.filter(({ severity }) => severity === "warning");
  const notices = allowances.filter(({ severity }) => severity !== "warning");
  const listed = [...knownFirst(warnings), ...knownFirst(notices)];
  const shown = listed.slice(0, Math.max(MOST_COMMENTS, warnings.length)).map(lines);
  const more = listed.length - shown.length;
  return [
    "## Allowed",
    `Comments of the spec keep the compiler from saying ${allowances.length === 1 ? "this" : "these"}; the reasons are the spec's:`,
    [...shown, ...(more > 0 ? [`- and ${counted(more, "more comment")}, for notices only`] : [])].join("\n"),
  ];
}

/** What follows from the spec alone first: of the rest nobody can see here whether it was said. */
const knownFirst = (allowances: readonly Allowance[]): Allowance[] => [
  ...allowances.filter(({ messages }) => messages.length > 0),
  ...allowances.filter(({ messages }) => messages.length === 0),
];

function lines({ code, line, reason, messages }: Allowance): string {
  const [message = summaryOf(code), ...others] = messages;
  const more = others.length > 0 ? `, and ${others.length} more of the kind` : "";
  return `- line ${line}, \`${code}\`: ${codeSpan(message, MOST_CHARACTERS)}${more}\n  - reason: ${codeSpan(reason, MOST_CHARACTERS)}`;
}

/** For what is said only beside the last output, or from some day on. */
const summaryOf = (code: string): string => kindOf(code)?.summary ?? "";
