import { type Finding, type FindingKind, finding } from "../finding";
import { allKinds, kindOf } from "../kinds";
import { LIMITS } from "../limits";
import { nearest } from "../nearest";
import type { SourceText } from "../source";
import { listed, quoted } from "../text";
import { commentsIn } from "./comments";
import { allowKinds as kinds } from "./kinds";
import { isReason, shownReason } from "./reason";
import { type Guess, isMeant, type Piece, wordingOf } from "./wording";

/** What a comment allows: findings of one code that start on one line. */
export interface Grant {
  readonly code: Piece;
  readonly line: number;
  readonly reason: string;
  /** How the comment is taken back. */
  readonly undoing: string;
}

/** What the comments of a text ask for, and what is wrong with them. */
export interface Asked {
  readonly grants: readonly Grant[];
  readonly findings: readonly Finding[];
}

/** Reads a text's comments. `codesOfDiscover` are asked for only where a code is not a spec's. */
export function askedIn(source: SourceText, codesOfDiscover: () => readonly string[]): Asked {
  const asked = { grants: [] as Grant[], findings: [] as Finding[] };
  if (!isMeant(source.text)) return asked;
  for (const { range, text, line } of commentsIn(source)) {
    const wording = wordingOf(text, range[0], (word) => kindOf(word) !== undefined);
    if (wording === undefined) continue;
    if ("malformed" in wording) {
      asked.findings.push(malformed(source, wording.malformed, range));
      continue;
    }
    const refusals = wording.codes.flatMap((code) => refusal(code, codesOfDiscover) ?? []);
    if (!isReason(wording.reason.text)) refusals.push(withoutReason(wording.codes, range));
    asked.findings.push(...refusals);
    if (asked.findings.length > LIMITS.findings) break; // no more are told
    if (refusals.length > 0) continue;
    const reason = shownReason(source, wording.reason);
    for (const code of wording.codes)
      asked.grants.push({ code, line, reason, undoing: undoing(wording.codes, code) });
  }
  return asked;
}

const undoing = (codes: readonly Piece[], { text }: Piece): string =>
  codes.length === 1 ? "delete the comment" : `delete ${text} from the comment`;

const form = (codes: readonly string[], reason: string): string =>
  `write # panorama-compile: allow ${codes.join(", ") || "CODE"} -- ${reason}`;

function malformed(source: SourceText, { codes, reason }: Guess, range: Piece["range"]): Finding {
  const why = isReason(reason.text) ? shownReason(source, reason) : "REASON";
  const message =
    'a comment that allows a finding has the form "# panorama-compile: allow CODE -- REASON", and this one does not';
  const help =
    codes.length > 0 ? form(codes, why) : `${form([], "REASON")}, or start the comment in another way`;
  return finding(kinds.malformed, { range }, message, { help });
}

function withoutReason(codes: readonly Piece[], range: Piece["range"]): Finding {
  const names = codes.map(({ text }) => text);
  const message = `the comment allows ${listed(names.map(quoted))} and gives no reason that a reviewer could read`;
  const help = `${form(names.map(meantCode), "REASON")}, with two letters or digits at least in place of REASON`;
  return finding(kinds.withoutReason, { range }, message, { help });
}

/** The code that was given, or the one that was most likely meant. */
const meantCode = (name: string): string =>
  kindOf(name) === undefined ? (nearest(name, allowable()) ?? "CODE") : name;

const allowable = (): string[] =>
  allKinds.filter((kind) => !isError(kind) && !kind.reorders && !isOwn(kind.code)).map(({ code }) => code);

const isError = ({ severity, mildest }: FindingKind): boolean =>
  severity === "error" && mildest === undefined;

function refusal({ text, range }: Piece, codesOfDiscover: () => readonly string[]): Finding | undefined {
  const kind = kindOf(text);
  if (kind === undefined) return unknown(text, { range }, codesOfDiscover());
  if (isOwn(text)) {
    const message = `${quoted(text)} speaks of such comments, and can't be allowed by one`;
    return finding(kinds.refused, { range }, message, { help: `mend what it speaks of, and ${DELETE}` });
  }
  if (kind.reorders) {
    const message = `${quoted(text)} says what to do before applying, this once, and can't be allowed`;
    return finding(kinds.refused, { range }, message, { help: `${DELETE}, and do what the finding says` });
  }
  return isError(kind) ? refused(text, range) : undefined;
}

const isOwn = (code: string): boolean => Object.values(kinds).some((kind) => kind.code === code);

const DELETE = "delete the comment";

/** That an error can't be allowed. */
export function refused(code: string, range: Piece["range"]): Finding {
  const message = `${quoted(code)} is an error, and errors can't be allowed`;
  return finding(kinds.refused, { range }, message, { help: `mend what it says, and ${DELETE}` });
}

function unknown(code: string, place: { range: Piece["range"] }, ofDiscover: readonly string[]): Finding {
  if (ofDiscover.includes(code)) {
    const message = `${quoted(code)} is what discover says of an account, and no finding of a spec`;
    return finding(kinds.unknownCode, place, message, { help: DELETE });
  }
  const near = nearest(code, allowable());
  const help = near ? `did you mean "${near}"?` : "`panorama-compile explain` lists all codes";
  return finding(kinds.unknownCode, place, `there is no finding ${quoted(code)}`, { help });
}
