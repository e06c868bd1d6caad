import { distance } from "fastest-levenshtein";

/** The candidate that a mistyped word most likely meant, or undefined when none is near. Case and -_ count little. */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  const plain = (text: string) => text.toLowerCase().replace(/[-_ ]/g, "");
  let best: string | undefined;
  let bestDistance = Math.max(1, Math.floor(word.length / 3)) + 1;
  for (const candidate of candidates) {
    const d = slips(plain(word), plain(candidate));
    if (d < bestDistance) {
      best = candidate;
      bestDistance = d;
    }
  }
  return best;
}

/** Levenshtein's distance, but two neighbours that changed places are one slip, not two. */
function slips(word: string, candidate: string): number {
  const at = [...word].findIndex((character, index) => character !== candidate[index]);
  const swapped = `${word.slice(0, at)}${word[at + 1]}${word[at]}${word.slice(at + 2)}`;
  return at !== -1 && swapped === candidate ? 1 : distance(word, candidate);
}
