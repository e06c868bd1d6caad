/** How many characters a hash is of. */
const WINDOW = 100;

/**
 * Hashes of lines (counted from 1) that stay when lines are put in above them: those that github/codeql-action makes
 * (src/fingerprints.ts), by which GitHub knows an alert again, so that it finds the same whoever made them. A hash is of
 * the first 100 characters from the start of a line on, without blanks; after a colon, the how many-th line with it this is.
 */
export function lineHashes(text: string, wanted: ReadonlySet<number>): Map<number, string> {
  const last = [...wanted].reduce((most, line) => Math.max(most, line), 0);
  const { units, starts } = significant(text);
  const { highs, lows } = hashesFrom(units, starts.slice(0, last));
  const wantedLows = new Set([...wanted].map((line) => lows[line - 1])); // few texts are made for many lines
  const counts = new Map<string, number>();
  const found = new Map<number, string>();
  for (const [index, low] of lows.entries()) {
    if (!wantedLows.has(low)) continue;
    const hash = ((BigInt(highs[index] ?? 0) << 32n) | BigInt(low)).toString(16);
    const count = (counts.get(hash) ?? 0) + 1;
    counts.set(hash, count);
    if (wanted.has(index + 1)) found.set(index + 1, `${hash}:${count}`);
  }
  return found;
}

const [TAB, LF, CR, SPACE] = [0x09, 0x0a, 0x0d, 0x20];
/** What stands for the end of the file. */
const END = 0xffff;

/** The characters that count, each line break as one, and where each line starts among them. */
function significant(text: string): { readonly units: Uint16Array; readonly starts: readonly number[] } {
  const units = new Uint16Array(text.length + 1 + WINDOW);
  const starts: number[] = [];
  let length = 0;
  let isStart = true;
  let afterCr = false;
  const take = (unit: number) => {
    if (isStart) starts.push(length);
    isStart = false;
    units[length++] = unit;
  };
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit !== SPACE && unit !== TAB && !(unit === LF && afterCr)) take(unit === CR ? LF : unit);
    afterCr = unit === CR;
    isStart ||= unit === LF;
  }
  take(END);
  return { units, starts };
}

const MULTIPLIER = 37;
const [HIGH, LOW] = halves(BigInt(MULTIPLIER) ** BigInt(WINDOW));

function halves(value: bigint): [high: number, low: number] {
  return [Number(BigInt.asUintN(32, value >> 32n)), Number(BigInt.asUintN(32, value))];
}

/** A polynomial modulo 2^64 of the characters from each start on, in two halves of 32 bits, in one go through the text. */
function hashesFrom(units: Uint16Array, starts: readonly number[]) {
  const highs = new Uint32Array(starts.length);
  const lows = new Uint32Array(starts.length);
  let [high, low, at] = [0, 0, 0];
  for (const [index, start] of starts.entries()) {
    for (; at < start + WINDOW; at++) {
      const gone = units[at - WINDOW] ?? 0;
      const sum = low * MULTIPLIER + (units[at] ?? 0) - LOW * gone; // below 2^53
      high = (Math.imul(high, MULTIPLIER) - Math.imul(HIGH, gone) + Math.floor(sum / 2 ** 32)) >>> 0;
      low = sum >>> 0;
    }
    highs[index] = high;
    lows[index] = low;
  }
  return { highs, lows };
}
