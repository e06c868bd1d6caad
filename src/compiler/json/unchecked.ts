/** Plain data out of JSON that nobody has checked. Keys are asked for as own ones: `__proto__` is a key like others. */
export type JsonObject = Readonly<Record<string, unknown>>;

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The value of a key; undefined where there is no object, or no such key of its own. */
export const own = (value: unknown, key: string): unknown =>
  isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;

/** A value as a mapping: an empty one where it is none. */
export const mappingOf = (value: unknown): JsonObject => (isObject(value) ? value : {});

/** A value as a list: an empty one where it is none. */
export const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** A value as a text: an empty one where it is none. */
export const textOf = (value: unknown): string => (typeof value === "string" ? value : "");

export const keysOf = (value: unknown): string[] => (isObject(value) ? Object.keys(value) : []);

/** How deep the brackets of a JSON text nest, and how many brackets and commas it has: as good as how many values. */
export interface Extent {
  readonly depth: number;
  readonly values: number;
}

/**
 * Looked at before parsing, so that nothing that walks through what was parsed runs out of stack, and parsing itself not
 * out of memory. Stops behind either limit.
 */
export function extentOf(text: string, most: Extent): Extent {
  let [depth, deepest, values] = [0, 0, 0];
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit === QUOTE) at = endOfString(text, at);
    else if (unit === COMMA) values++;
    else if (unit === OPEN_LIST || unit === OPEN_OBJECT) {
      values++;
      deepest = Math.max(deepest, ++depth);
    } else if (unit === CLOSE_LIST || unit === CLOSE_OBJECT) depth--;
    if (deepest > most.depth || values > most.values) break;
  }
  return { depth: deepest, values };
}

const [QUOTE, COMMA, BACKSLASH, OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [
  34, 44, 92, 91, 93, 123, 125,
];

/** Where the string that starts at an offset ends; the text's end where nothing ends it. */
function endOfString(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && text.charCodeAt(at) !== QUOTE) at += text.charCodeAt(at) === BACKSLASH ? 2 : 1;
  return at;
}

/**
 * A text as it is after Terraform has read it: templates/inert.ts doubles `$` and `%` before `{`.
 * https://developer.hashicorp.com/terraform/language/expressions/strings#escape-sequences-1
 */
export const unescaped = (text: string): string => text.replace(/([$%])\1(?=\{)/g, "$1");
