/**
 * Why a number would not arrive as it is written; undefined for one that does. JSON has no infinity and no NaN, and
 * beyond ±(2^53 - 1) programs no longer agree on integers.
 * https://www.rfc-editor.org/rfc/rfc8259#section-6
 */
export function numberProblem(written: string, value: number): string | undefined {
  const shown = written.length > LONGEST ? `${written.slice(0, LONGEST)}…` : written;
  if (/nan|inf/i.test(written)) return `JSON has no ${shown}`;
  if (!Number.isFinite(value)) return `the number ${shown} is larger than programs can read`;
  const text = JSON.stringify(value);
  const arrives = `the number ${shown} would arrive as ${text}`;
  if (/^[-+]?0[0-9]/.test(written)) return `${arrives}, without its zeros`;
  const exact = /^0[xo]/.test(written) ? BigInt(written) === BigInt(value) : sameDecimal(written, text);
  if (!exact) return arrives;
  return Number.isInteger(value) && !Number.isSafeInteger(value)
    ? `the number ${shown} is beyond ±${Number.MAX_SAFE_INTEGER}, where programs no longer agree on integers`
    : undefined;
}

/** The repair of every such number. */
export const asString = (written: string): string =>
  written.length > LONGEST ? "write it as a string" : `write it as a string: "${written}"`;

const LONGEST = 40;

const sameDecimal = (a: string, b: string): boolean => decimal(a) === decimal(b);

/** A decimal literal in one form: its digits without zeros around them, and the exponent that they stand under. */
function decimal(literal: string): string {
  const [, sign = "", whole = "", fraction = "", exponent = "0"] =
    /^([-+]?)([0-9]*)\.?([0-9]*)(?:[eE]([-+]?[0-9]+))?$/.exec(literal) ?? [];
  const digits = `${whole}${fraction}`.replace(/^0+/, "");
  const significant = digits.replace(/0+$/, "");
  if (significant === "") return "0";
  const under = Number(exponent) - fraction.length + digits.length - significant.length;
  return `${sign === "-" ? "-" : ""}${significant}e${under}`;
}
