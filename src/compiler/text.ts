/** How values of a spec are put into sentences. Everything that a spec says is shown through these. */

const LONGEST = 80;

/** Control, bidirectional and invisible characters as visible escapes, so that a spec can't play with a terminal. */
export function printable(text: string): string {
  return text.replace(
    /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/** A value in quotes, shortened and made printable. */
export function quoted(value: string): string {
  const characters = [...value];
  const short = characters.length > LONGEST ? `${characters.slice(0, LONGEST).join("")}…` : value;
  return `"${printable(short).replace(/[\n\t]/g, (c) => (c === "\n" ? "\\n" : "\\t"))}"`;
}

/** A path as users write it: `appliances[0].deviceId`. */
export function pathText(path: readonly (string | number)[]): string {
  let text = "";
  for (const part of path) {
    if (typeof part === "number") text += `[${part}]`;
    else text += text === "" ? part : `.${part}`;
  }
  return printable(text);
}

/** `a, b and c`; `a, b or c` with another word. */
export function listed(items: readonly string[], word = "and"): string {
  if (items.length < 2) return items.join("");
  return `${items.slice(0, -1).join(", ")} ${word} ${items[items.length - 1]}`;
}

/** `1 appliance`, `2 appliances`. */
export const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? "" : "s"}`;
