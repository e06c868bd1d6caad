/** East Asian wide and fullwidth characters. https://www.unicode.org/reports/tr11/ */
const wide = () =>
  /[\u1100-\u115f\u2329\u232a\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe10-\ufe19\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{16fe0}-\u{18dff}\u{1aff0}-\u{1b2ff}\u{1f200}-\u{1f265}\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}/u;

/** What takes no column of its own: combining marks, vowels of Hangul, and skin tones, which colour the emoji before. */
const narrowest = () => /[\p{M}\u1160-\u11ff\ud7b0-\ud7ff\p{Emoji_Modifier}]/u;

/** Half a flag each: two of them take two columns. */
const halfFlag = () => /\p{Regional_Indicator}/u;

/** Asks for the picture of a character that is a sign otherwise, and so for two columns. */
const PICTURE = "\ufe0f";

/**
 * How many columns of a terminal a line takes that holds no control characters. Terminals differ in what they do with
 * emoji; this is what those do that follow Unicode.
 */
export function columnsOf(line: string): number {
  if (/^[ -~]*$/.test(line)) return line.length; // without Unicode's tables, which take a millisecond to be there
  let columns = 0;
  let before = "";
  for (const character of line) {
    if (character === PICTURE && isSign(before)) columns++;
    if (!narrowest().test(character)) columns += isWide(character) ? 2 : 1;
    before = character;
  }
  return columns;
}

const isWide = (character: string): boolean => wide().test(character) && !halfFlag().test(character);
const isSign = (character: string): boolean => /\p{Emoji}/u.test(character) && !isWide(character);
