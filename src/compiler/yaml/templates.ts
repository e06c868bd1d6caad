import { endOfLine, type Span, type Words } from "./place";

/** What to do about a template, wherever it stands. */
export const TEMPLATE_HELP = "nothing in a spec is evaluated: write what it stands for";

/** A template in place of a key, a value or both. */
export const TEMPLATE = { message: "a template stands here", help: TEMPLATE_HELP } as const;

/** How templates of Terraform, shells, Helm, Jinja and others start. */
const START = /[$%&#]\{|\{\{|\{%/;

/** Whether a line is a template alone, or starts with one. */
export const startsTemplate = (line: string): boolean => START.exec(line)?.index === 0;

/** A template in words, where a place that YAML stumbles over is at its start: `${NAME}`, `%{if}`, `{% if %}`. */
export function templateAt(text: string, [start]: Span): Words | undefined {
  const from = Math.max(0, start - 1);
  const found = START.exec(text.slice(from, start + 2));
  if (!found) return undefined;
  const begin = from + found.index;
  return { span: [begin, begin + 2], ...TEMPLATE };
}

/** The same, where the stumbling is somewhere on the template's line. */
export function templateIn(text: string, place: number): Words | undefined {
  const line = text.lastIndexOf("\n", place - 1) + 1;
  const found = START.exec(text.slice(line, endOfLine(text, line)));
  if (!found) return undefined;
  return { span: [line + found.index, line + found.index + 2], ...TEMPLATE };
}
