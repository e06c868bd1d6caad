import { LIMITS } from "../limits";
import { quoted } from "../text";
import { asString, numberProblem } from "./number";

/** What is wrong with a JSON text, and where: an offset into it. */
export interface JsonProblem {
  readonly at: number;
  readonly message: string;
  readonly help?: string;
}

interface Cursor {
  readonly text: string;
  at: number;
}

type Found = JsonProblem | undefined;

/**
 * The first thing in a text that keeps it from being JSON with one meaning to everybody: an error of syntax, a key
 * twice, a number that would change. JSON.parse has no place and, from one Node to the next, no words for it.
 */
export function jsonProblem(text: string): Found {
  const cursor = { text, at: 0 };
  const found = value(cursor, 0);
  if (found !== undefined) return found;
  skipSpace(cursor);
  return cursor.at < text.length ? unexpected(cursor, "the end of the file") : undefined;
}

/** Names that JavaScript treats specially: nobody could tell what such a key means to whoever reads it. */
const SPECIAL = new Set(["__proto__", "constructor", "prototype"]);

function value(cursor: Cursor, depth: number): Found {
  skipSpace(cursor);
  if (depth > LIMITS.depth)
    return { at: cursor.at, message: `this is nested more than ${LIMITS.depth} levels deep` };
  switch (cursor.text.charAt(cursor.at)) {
    case "{":
      return list(cursor, "}", memberReader(depth + 1));
    case "[":
      return list(cursor, "]", (c) => value(c, depth + 1));
    case '"':
      return string(cursor);
    default:
      return word(cursor);
  }
}

/** What stands between two brackets; `read` reads one entry. */
function list(cursor: Cursor, close: string, read: (cursor: Cursor) => Found): Found {
  const open = cursor.at++;
  skipSpace(cursor);
  if (cursor.text.charAt(cursor.at) === close) return advance(cursor);
  for (;;) {
    const found = read(cursor);
    if (found !== undefined) return found;
    skipSpace(cursor);
    const next = cursor.text.charAt(cursor.at);
    if (next === close) return advance(cursor);
    if (next === "")
      return {
        at: open,
        message: `the ${cursor.text.charAt(open)} here is not closed`,
        help: `add the ${close}`,
      };
    if (next !== ",") return unexpected(cursor, `a comma or the ${close}`);
    const comma = cursor.at++;
    skipSpace(cursor);
    if (cursor.text.charAt(cursor.at) === close)
      return { at: comma, message: `a comma stands before the ${close}`, help: "remove the comma" };
  }
}

/** Reads the members of one object, whose keys it remembers. */
function memberReader(depth: number): (cursor: Cursor) => Found {
  const keys = new Map<string, number>();
  return (cursor) => {
    skipSpace(cursor);
    const at = cursor.at;
    if (cursor.text.charAt(at) !== '"') return unexpected(cursor, "a key in double quotes");
    const found = string(cursor) ?? key(keys, cursor.text, at, cursor.at);
    if (found !== undefined) return found;
    skipSpace(cursor);
    if (cursor.text.charAt(cursor.at) !== ":") return unexpected(cursor, "a colon after the key");
    cursor.at++;
    return value(cursor, depth);
  };
}

function key(keys: Map<string, number>, text: string, start: number, end: number): Found {
  const name: string = JSON.parse(text.slice(start, end));
  const first = keys.get(name);
  keys.set(name, start);
  if (first !== undefined) {
    const line = text.slice(0, first).split("\n").length;
    const message = `the key ${quoted(name)} is in this object already, on line ${line}`;
    return { at: start, message, help: "keep one of them" };
  }
  return SPECIAL.has(name)
    ? { at: start, message: `the key ${quoted(name)} is not allowed`, help: "choose another name" }
    : undefined;
}

function string(cursor: Cursor): Found {
  const start = cursor.at;
  const body = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*/y;
  body.lastIndex = start;
  body.test(cursor.text);
  const end = body.lastIndex;
  const next = cursor.text.charAt(end);
  if (next !== '"') return brokenString(cursor.text, start, end);
  cursor.at = end + 1;
  return /\p{Cs}/u.test(JSON.parse(cursor.text.slice(start, cursor.at)))
    ? { at: start, message: "half a surrogate pair stands in this string, which is no text" }
    : undefined;
}

function brokenString(text: string, start: number, end: number): JsonProblem {
  const next = text.charAt(end);
  if (next === "\\") {
    const message = `${quoted(text.slice(end, end + 2))} means nothing in a JSON string`;
    return { at: end, message, help: "write \\\\ for a backslash" };
  }
  if (next === "\t") return { at: end, message: "a tab stands in a string", help: "write \\t" };
  const unclosed = { at: start, message: "the string that starts here has no closing quote" };
  if (next === "" || next === "\n" || next === "\r") return { ...unclosed, help: 'add the ", or write \\n' };
  return {
    at: end,
    message: "a control character stands in a string",
    help: "write it as \\u and four digits",
  };
}

const VALUE = "an object, a list, a string in double quotes, a number, true, false or null";

/** A number, or one of JSON's three words. */
function word(cursor: Cursor): Found {
  const at = cursor.at;
  const text = /^[-+.\w]*/.exec(cursor.text.slice(at, at + 1000))?.[0] ?? "";
  if (/^(true|false|null)$/.test(text)) return advance(cursor, text.length);
  const help = asString(text);
  if (!/^-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?$/.test(text)) {
    if (!/^[-+]?\.?[0-9][0-9.eE+-]{0,30}$|^0[xo][0-9a-f]{1,16}$/i.test(text))
      return unexpected(cursor, VALUE);
    return { at, message: `${quoted(text)} is no number of JSON's`, help };
  }
  const message = numberProblem(text, Number(text));
  return message === undefined ? advance(cursor, text.length) : { at, message, help };
}

function unexpected({ text, at }: Cursor, expected: string): JsonProblem {
  const rest = text.slice(at, at + 100);
  if (/^(\/\/|\/\*|#)/.test(rest))
    return { at, message: "a comment stands here; JSON has none", help: "remove it" };
  if (rest.startsWith("'"))
    return { at, message: "a string stands in single quotes; JSON's stand in double ones", help: 'write ""' };
  const [found = ""] = /^([-+.\w]+|[\s\S])/u.exec(rest) ?? [];
  return { at, message: `${nameOf(found)}; expected ${expected}` };
}

/** A word is shown only where it can't be a secret: the file may be any file. */
function nameOf(found: string): string {
  if (found === "") return "the file ends here";
  if (found === '"') return "found a string";
  const known = /^(\W|true|false|null|none|nil|nan|[-+]?infinity|undefined|yes|no|on|off)$/i.test(found);
  return `found ${known ? quoted(found) : "a word without quotes"}`;
}

function skipSpace(cursor: Cursor): void {
  const space = /[ \t\n\r]*/y;
  space.lastIndex = cursor.at;
  space.test(cursor.text);
  cursor.at = space.lastIndex;
}

function advance(cursor: Cursor, by = 1): undefined {
  cursor.at += by;
}
