import type { LocatedFinding } from "../api";
import type { Severity } from "../finding";
import { kindOf } from "../kinds";
import type { ParsedDocument } from "../parse";
import { previousKinds } from "../previous/kinds";
import { positionAt, type SourceText } from "../source";
import type { Tree } from "../yaml/tree";
import type { Grant } from "./grants";

/** What the comments of one text allow, and what they have allowed so far. */
export interface Page {
  readonly grants: readonly Grant[];
  readonly byPlace: ReadonlyMap<string, Grant>;
  readonly used: Map<Grant, Use[]>;
}

/** A finding that a comment speaks of, with the document that it is about. */
export interface Use {
  readonly finding: LocatedFinding;
  readonly tree: Tree | undefined;
}

/** What a document's comments allow, for its reviewers. */
export interface Allowance {
  readonly code: string;
  readonly line: number;
  readonly reason: string;
  readonly severity: Severity;
  /** What the findings say; none where that does not follow from the spec alone. */
  readonly messages: readonly string[];
}

/** Of two comments that allow the same the first counts. */
export function pageOf(grants: readonly Grant[]): Page {
  const entries = grants.map((grant) => [keyOf(grant.line, grant.code.text), grant] as const);
  return { grants, byPlace: new Map(entries.toReversed()), used: new Map() };
}

/** The comment that speaks of the findings of a code that start on a line. */
export const grantAt = (page: Page | undefined, line: number, code: string): Grant | undefined =>
  page?.byPlace.get(keyOf(line, code));

const keyOf = (line: number, code: string): string => `${line} ${code}`;

const COMPARING: ReadonlySet<string> = new Set(Object.values(previousKinds).map(({ code }) => code));

/** What is said after one output and not after the next, or until some day: the output must not tell whether it was said. */
const PASSING: ReadonlySet<string> = new Set([...COMPARING, "reprovisioning", "reprovisioning-overdue"]);

/** Whether findings of a code come and go with the day or with the last output. */
export const isPassing = (code: string): boolean => PASSING.has(code);

/** Whether findings of a code come only where there is a last output. */
export const isComparing = (code: string): boolean => COMPARING.has(code);

/** What was allowed in a document, in file order. */
export function allowancesIn(page: Page | undefined, { source, tree }: ParsedDocument): Allowance[] {
  if (page === undefined) return [];
  const lines = linesOf(source, tree);
  return page.grants.flatMap((grant): Allowance[] => {
    const { code, line, reason } = grant;
    if (isPassing(code.text))
      return line < lines.first || line > lines.last
        ? []
        : [{ code: code.text, line, reason, severity: mildestOf(code.text), messages: [] }];
    const uses = (page.used.get(grant) ?? []).filter((use) => use.tree === tree);
    if (uses.length === 0) return [];
    const severity = uses.some(({ finding }) => finding.severity === "warning") ? "warning" : "info";
    const messages = [...new Set(uses.map(({ finding }) => finding.message))];
    return [{ code: code.text, line, reason, severity, messages }];
  });
}

/** The lines on which a document's findings can start. It ends before the `---` of the next, which may go on behind that. */
function linesOf(source: SourceText, { root }: Tree): { readonly first: number; readonly last: number } {
  const [start, , end] = root.range ?? [0, 0, source.text.length];
  return { first: positionAt(source, start).line, last: positionAt(source, Math.max(start, end - 1)).line };
}

/** How grave what can be allowed of a kind is. */
function mildestOf(code: string): Severity {
  const kind = kindOf(code);
  return kind?.mildest ?? kind?.severity ?? "warning";
}
