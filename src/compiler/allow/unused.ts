import type { LocatedFinding } from "../api";
import { type Finding, finding } from "../finding";
import { LIMITS } from "../limits";
import { lineText, positionAt, type SourceText } from "../source";
import { quoted } from "../text";
import { told } from "../too-many";
import type { Grant } from "./grants";
import { allowKinds as kinds } from "./kinds";
import { grantAt, isComparing, type Page } from "./page";

/** The first finding of each code in each file that a comment could have allowed. */
export type Allowable = ReadonlyMap<string, LocatedFinding>;

const keyOf = (file: string, code: string): string => `${code} ${file}`;

export const allowableOf = (findings: readonly LocatedFinding[]): Allowable =>
  new Map(
    findings
      .filter(({ severity }) => severity !== "error")
      .map((one) => [keyOf(one.file, one.code), one] as const)
      .toReversed(),
  );

/** That comments allowed nothing. `isCompared`: whether the run could compare with a last output. */
export function unusedIn(
  page: Page,
  source: SourceText,
  { allowable, isCompared }: { readonly allowable: Allowable; readonly isCompared: boolean },
): Finding[] {
  const isBlank = remembered((line) => lineText(source, line).trim() === "");
  const unused = page.grants
    .filter((grant) => !page.used.has(grant) && (isCompared || !isComparing(grant.code.text)))
    .slice(0, LIMITS.findings + 1)
    .map((grant) => {
      const { message, help } = repeated(grant, page, source) ?? idle(grant, source, allowable, isBlank);
      return finding(kinds.unused, { range: grant.code.range }, message, { help });
    });
  return told(unused);
}

/** Of very many comments all may speak of one line, which may be very long. */
function remembered(ask: (line: number) => boolean): (line: number) => boolean {
  const known = new Map<number, boolean>();
  return (line) => {
    const answer = known.get(line) ?? ask(line);
    known.set(line, answer);
    return answer;
  };
}

/** Where another comment was first. */
function repeated(grant: Grant, page: Page, source: SourceText) {
  const { code, line, undoing: help } = grant;
  const earlier = grantAt(page, line, code.text);
  if (earlier === undefined || earlier === grant || !page.used.has(earlier)) return undefined;
  const { line: at } = positionAt(source, earlier.code.range[0]);
  return { message: `${quoted(code.text)} on line ${line} is allowed already, by line ${at}`, help };
}

function idle(
  { code, line, undoing }: Grant,
  source: SourceText,
  allowable: Allowable,
  isBlank: (line: number) => boolean,
) {
  const message = isBlank(line)
    ? `this allows ${quoted(code.text)} on the line below it, which is empty`
    : `this allows ${quoted(code.text)} on line ${line}, where no such finding starts`;
  const meant = allowable.get(keyOf(source.name, code.text));
  const help = meant
    ? `the finding starts on line ${meant.start.line}: write the comment there, or on the line above`
    : undoing;
  return { message, help };
}
