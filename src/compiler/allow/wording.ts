import type { Range } from "../yaml/tree";

/** A piece of a comment, and where it stands in the text. */
export interface Piece {
  readonly text: string;
  readonly range: Range;
}

/** What a comment asks for, read strictly; `malformed` where it is meant to ask, and no more can be told. */
export type Wording =
  | { readonly codes: readonly Piece[]; readonly reason: Piece }
  | { readonly malformed: Guess };

/** What a comment in another form most likely means. */
export interface Guess {
  readonly codes: readonly string[];
  readonly reason: Piece;
}

const VERB = "(?:allow|ignore|disable|suppress|silence|skip|accept|permit|except|noqa)";

/**
 * How texts look that are meant for us, in any form that people may take for the right one. Bounded everywhere, so that
 * a text without them is passed over in one go.
 */
const MEANT = new RegExp(
  [
    "#[#\\s]{0,8}panorama[-_ ]?compile[rd]?\\s{0,4}[:=]",
    `#[#\\s]{0,8}pan[a-z]{3,7}[-_ ]?com[a-z]{2,6}\\s{0,4}[:=]\\s{0,4}${VERB}\\b`,
    `panorama[-_ ]?compile[rd]?[\\s:=_-]{0,8}${VERB}\\b`,
    `panorama\\s{0,4}:\\s{0,4}${VERB}\\b`,
  ].join("|"),
  "i",
);

/** Whether a text, or a comment, may ask for something. */
export const isMeant = (text: string): boolean => MEANT.test(text);

/** Codes that a comment may name: more than there are. */
const MOST_CODES = 200;

const CODE = "[A-Za-z\\d_]+(?:-[A-Za-z\\d_]+)*";

/** The right form. Made where it is asked for: most specs have no such comment. */
const exact = () =>
  new RegExp(
    `^(#[ \\t]+panorama-compile:[ \\t]+allow[ \\t]+)(${CODE}(?:[ \\t]*,[ \\t]*${CODE}){0,${MOST_CODES - 1}})(?:[ \\t]+--(?:[ \\t]+(.*))?)?[ \\t]*$`,
    "su",
  );

/** What a comment asks for, undefined where it does not ask. `isCode` tells codes from other words. */
export function wordingOf(
  comment: string,
  start: number,
  isCode: (word: string) => boolean,
): Wording | undefined {
  if (!isMeant(comment)) return undefined;
  const [, head = "", codes, reason = ""] = exact().exec(comment) ?? [];
  if (codes === undefined) return { malformed: guessed(comment, start, isCode) };
  const end = start + comment.length;
  return {
    codes: words(codes, start + head.length),
    reason: trimmed(reason, end - reason.length),
  };
}

/** The words of a list with commas. */
function words(list: string, start: number): Piece[] {
  return [...list.matchAll(/[^\s,]+/g)].map(({ 0: text, index }) => ({
    text,
    range: [start + index, start + index + text.length],
  }));
}

function trimmed(text: string, start: number): Piece {
  const from = start + (text.length - text.trimStart().length);
  return { text: text.trim(), range: [from, from + text.trim().length] };
}

/** What stands between the codes and the reason where that is not ` -- `. */
const between = () => /^(?:[\s:;=()[\]"'`#,-]|\p{Pd}|because\b)*/iu;

function guessed(comment: string, start: number, isCode: (word: string) => boolean): Guess {
  const lead = LEAD.exec(comment)?.[0].length ?? 0;
  const codes: string[] = [];
  let rest = lead;
  for (const { 0: word, index } of comment.slice(lead).matchAll(/[^\s,:;()[\]"'`\u2013\u2014]+/g)) {
    if (/^(#|--?$)/.test(word)) continue;
    const [code = ""] = word.split(/--|-$/);
    if (codes.length === MOST_CODES) break;
    if (!isCode(code) && !(codes.length === 0 && /^[a-z\d]+(-[a-z\d]+)+$/.test(code))) break;
    codes.push(code);
    rest = lead + index + code.length;
  }
  const after = comment.slice(rest);
  const gap = between().exec(after)?.[0].length ?? 0;
  return { codes, reason: trimmed(after.slice(gap), start + rest + gap) };
}

/** The tool's name and the verb. */
const LEAD = new RegExp(
  `^.*?(?:pan[a-z]{3,7}[-_ ]?com[a-z]{2,6}|panorama)[\\s:=_-]*(?:(?:${VERB}\\w*|al+ow)(?:-next)?(?:-line|-file)?)?`,
  "is",
);
