import { withoutSecrets } from "./redact/forms";

/** How values of a spec are put into sentences. Everything that a spec says is shown through these. */

const LONGEST = 80;

/** Unicode's tables take a millisecond to be made part of an expression: most texts need none. */
const isAscii = (text: string): boolean => /^[\t\n -~]*$/.test(text);

/**
 * A text with something in place of its control, bidirectional and invisible characters (Unicode's
 * Default_Ignorable_Code_Point, but for the two that choose between text and emoji) and lone surrogates.
 */
export const unseenReplaced = (text: string, by: (character: string) => string): string =>
  isAscii(text)
    ? text
    : text.replace(
        /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029\ufff9-\ufffb]|(?![\ufe0e\ufe0f])\p{DI}|\p{Cs}/gu,
        by,
      );

/**
 * What runners of CI jobs take for a command wherever it stands in a line that a step prints: `##[…]` of GitHub Actions
 * (TryParse in actions/runner src/Runner.Common/ActionCommand.cs), `##vso[…]` of Azure Pipelines, `##teamcity[…]`.
 */
export const RUNNER_COMMAND = /#(?=#[a-z]*\[)/gi;

/** Unseen characters and runners' commands as visible escapes, so that a spec can't play with a terminal or a job. */
export function printable(text: string): string {
  return unseenReplaced(text.replace(RUNNER_COMMAND, "\\u0023"), (character) => {
    const digits = (character.codePointAt(0) ?? 0).toString(16).padStart(4, "0");
    return digits.length > 4 ? `\\u{${digits}}` : `\\u${digits}`;
  });
}

/** The same, and spaces that only look like an ordinary one. */
export function visible(text: string): string {
  const shown = printable(text);
  if (isAscii(shown)) return shown;
  return shown.replace(/(?! )\p{Zs}/gu, (space) => `\\u${space.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/** The same for whole lines: at the start of one, `::…::` is a command of GitHub Actions too (TryParseV2 there). */
export const printableLines = (text: string): string =>
  printable(text).replace(/^([^\S\n]*):(?=:)/gm, "$1\\u003a");

/** The same where one line is wanted: a line break would let a spec write lines of its own into a report. */
export const oneLine = (text: string): string =>
  printable(text).replace(/[\n\t]/g, (character) => (character === "\n" ? "\\n" : "\\t"));

/** A value in quotes, without the passwords of URLs, shortened and made printable. */
export function quoted(value: string): string {
  const text = withoutSecrets(value);
  const characters = [...text];
  const short = characters.length > LONGEST ? `${characters.slice(0, LONGEST).join("")}…` : text;
  return `"${oneLine(visible(short))}"`;
}

/** A path as users write it: `appliances[0].deviceId`. */
export function pathText(path: readonly (string | number)[]): string {
  let text = "";
  for (const part of path) {
    if (typeof part === "number") text += `[${part}]`;
    else text += text === "" ? part : `.${part}`;
  }
  return oneLine(text);
}

/** `a, b and c`; `a, b or c` with another word. */
export function listed(items: readonly string[], word = "and"): string {
  if (items.length < 2) return items.join("");
  return `${items.slice(0, -1).join(", ")} ${word} ${items[items.length - 1]}`;
}

/** `1 appliance`, `2 appliances`. */
export const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? "" : "s"}`;

/** A word as every POSIX shell takes it back; most folders need no quotes. */
export const shellQuoted = (word: string): string =>
  /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replace(/'/g, "'\\''")}'`;

/** A file's name as a shell and a command line take it back: one that starts with `-` is no option. */
export const fileQuoted = (file: string): string =>
  shellQuoted(file.startsWith("-") && file !== "-" ? `./${file}` : file);

/** How many names stand in a message. */
const MOST_NAMES = 5;

/** Names for a message: the first few, and how many more. */
export function namesOf(entries: readonly { readonly name: string }[]): string {
  const shown = entries.slice(0, MOST_NAMES).map(({ name }) => quoted(name));
  const more = entries.length - shown.length;
  return listed(more > 0 ? [...shown, `${more} more`] : shown);
}
