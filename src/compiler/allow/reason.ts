import { hiddenAt, mergedRanges } from "../redact";
import { secretsInLines } from "../redact/lines";
import { masked } from "../redact/urls";
import type { SourceText } from "../source";
import { oneLine } from "../text";
import type { Piece } from "./wording";

/** How much of a reason is shown, in characters. */
const LONGEST = 300;

/** Whether a text says why: more than one letter or digit, and not the word that stands for a reason in our help. */
export const isReason = (text: string): boolean =>
  /[\p{L}\p{N}].*[\p{L}\p{N}]/su.test(text) && text !== "REASON";

/** A reason as it may be shown: without what may be a secret, on one line, and not endless. */
export function shownReason({ hidden }: SourceText, { text: own, range: [start, end] }: Piece): string {
  const cuts = mergedRanges([
    ...hiddenAt(hidden(), [start, end]).map(
      ([from, to]) => [Math.max(from, start) - start, Math.min(to, end) - start] as const,
    ),
    ...secretsInLines(own),
  ]);
  const characters = [...oneLine(masked(own, cuts))];
  return characters.length > LONGEST ? `${characters.slice(0, LONGEST).join("")}…` : characters.join("");
}
