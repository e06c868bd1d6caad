import { type Broken, pastComments, type Words, word } from "./place";
import { startsTemplate, TEMPLATE } from "./templates";

/** The start of the first line that is a document's own: behind comments, directives and the marks between documents. */
function pastMarkers(text: string, start: number): number {
  let at = pastComments(text, start);
  for (;;) {
    const marker = /^(?:---|\.\.\.|%[^\r\n]*)[ \t]*(?:#[^\r\n]*)?\r?\n/.exec(text.slice(at, at + 1000));
    if (!marker) return at;
    at = pastComments(text, at + marker[0].length);
  }
}

/** Marks of a merge that nobody has settled: what else is wrong follows from them. */
export function mergeConflict(text: string, document: Broken): Words | undefined {
  const [start, , end] = document.range;
  const marker = /^<{7}(?: .*)?$/m.exec(text.slice(start, end));
  if (!marker) return undefined;
  const from = start + marker.index;
  return {
    span: [from, from + marker[0].trimEnd().length],
    message: "a merge conflict was left in the file",
    help: "settle it, and remove the lines that start with <<<<<<<, ======= and >>>>>>>",
  };
}

/**
 * A first line that stands deeper than the rest, or as an entry of a list: all that follows is said to be behind it, by
 * lines that nothing is wrong with.
 */
export function shiftedStart(text: string, document: Broken): Words | undefined {
  const [start] = document.range;
  const first = pastMarkers(text, start);
  const [error] = document.errors;
  if (error !== undefined && startsTemplate(text.slice(first, first + 2)))
    return { span: [first, first + 2], ...TEMPLATE };
  const lead = /^(?: +(?:- +)?|- +)(?=[\w-]+:(?:\s|$))/.exec(text.slice(first, first + 1000))?.[0];
  if (lead === undefined || !error?.message.endsWith("at node end")) return undefined;
  const isAtMargin = error.pos[0] > first && /[\r\n]/.test(text.charAt(error.pos[0] - 1));
  if (!isAtMargin) return undefined;
  const [message, help] = lead.includes("-")
    ? ["a hyphen in front of the first key makes a list of it", "remove it"]
    : ["the first line stands deeper than those that follow it", "remove the spaces in front of it"];
  return {
    span: lead.includes("-") ? [first, first + lead.trimEnd().length] : word(text, first),
    message,
    help,
  };
}
