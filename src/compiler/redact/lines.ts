import { resolved, type SchemaNode } from "../validate/schema";
import type { Range } from "../yaml/tree";
import { namesAuth, namesSecret } from "./names";

/** The section of secrets or of the backend, in which nothing but the language's own keys is shown. */
interface Section {
  readonly indent: number;
  readonly known: ReadonlySet<string>;
}

/** A key whose value is hidden. */
interface Secret {
  /** Where the key stands in its line. */
  readonly column: number;
  /** Where hiding begins. */
  readonly from: number;
  /** Whether the value is still to come. */
  readonly isOpen: boolean;
}

/**
 * Where secrets most likely stand in a text that is no YAML: behind keys whose names say so, down to the end of what is
 * indented deeper; and in the sections of secrets and backend behind every key that the language lacks.
 */
export function secretsInLines(text: string): Range[] {
  const found: Range[] = [];
  let section: Section | undefined;
  let secret: Secret | undefined;
  let start = 0;
  for (const line of text.split("\n")) {
    const indent = line.search(/\S|$/);
    if (indent < line.length && !(secret && continues(secret, line, indent))) {
      if (section && ends(section, line, indent)) section = undefined;
      section ??= sectionIn(line, indent);
      secret = secretIn(line, section);
      if (secret) found.push([start + secret.from, start + line.length]);
    } else if (secret) found.push([start, start + line.length]);
    start += line.length + 1;
  }
  return [...found, ...privatePartsIn(text)];
}

/** The private parts of JSON Web Keys. */
function privatePartsIn(text: string): Range[] {
  if (!/\bkty\b/.test(text)) return [];
  return [...text.matchAll(/(?<![\w.-])["']?[dk]["']?\s{0,9}:\s{0,9}([^\s,}]+)/g)].map(
    ({ 0: whole, 1: part = "", index }) => [index + whole.length - part.length, index + whole.length],
  );
}

const HAS_KEY = /^[\s-]*["']?[\w./+=@-]+["']?\s*:(\s|$)/;

/** Whether a line belongs to the value above it: it is deeper, or a value was to come and this is no key. */
const continues = ({ column, isOpen }: Secret, line: string, indent: number): boolean =>
  indent > column || (isOpen && !HAS_KEY.test(line));

const ends = ({ indent }: Section, line: string, own: number): boolean =>
  own < indent || (own === indent && !/^\s*-\s/.test(line));

const keysOf = (node: SchemaNode): string[] =>
  Object.entries(resolved(node).properties ?? {}).flatMap(([key, inner]) => [key, ...keysOf(inner)]);

const SECTIONS: Readonly<Record<string, ReadonlySet<string>>> = {
  secrets: new Set(["secrets", ...keysOf({ $ref: "#/$defs/secret" })]),
  backend: new Set(["terraform", "backend", ...keysOf({ $ref: "#/$defs/backend" })]),
};

function sectionIn(line: string, indent: number): Section | undefined {
  const known = SECTIONS[/\b(secrets|backend)["']?\s*:/.exec(line)?.[1] ?? ""];
  return known && { indent, known };
}

/** A key anywhere in a line, also with `=` or without the space behind its colon. */
const KEY = /(?<![\w.-])([A-Za-z_][\w.-]*)["'\]}]*\s*[:=](\s+|$)?/g;
/** A line's first word, which may be a key without its colon. */
const FIRST = /^[\s[{-]*["']?([^\s:"'[\]{},#]+)["']?(\s*:)?(\s+|$)/;

function secretIn(line: string, section: Section | undefined): Secret | undefined {
  const first = FIRST.exec(line);
  if (first && isSecret(first[1] ?? "", line.slice(first[0].length), section)) {
    const from = first[2] || namesSecret(first[1] ?? "") ? first[0].length : line.search(/\S/);
    return at(line, line.indexOf(first[1] ?? ""), from);
  }
  for (const { 0: whole, 1: key = "", 2: space, index } of line.matchAll(KEY)) {
    const from = index + whole.length;
    const within = space === undefined ? undefined : section; // `arn:aws` has no keys in it
    if (isSecret(key, line.slice(from), within)) return at(line, index, from);
  }
  return undefined;
}

const at = (line: string, column: number, from: number): Secret => ({
  column,
  from,
  isOpen: /^\s*([|>][+-]?\d?)?\s*$/.test(line.slice(from)),
});

/** Keys of the language whose names speak of secrets. */
const INNOCENT = new Set(["secrets", "readSecrets"]);

function isSecret(key: string, value: string, section: Section | undefined): boolean {
  if (key === "value") return !/^["']?(none|variable)\b/.test(value);
  if (section && !section.known.has(key)) return true;
  if (namesAuth(key) && !/^["']?[a-z_-]*["']?\s*([,}\]#]|$)/i.test(value)) return true;
  return namesSecret(key) && !INNOCENT.has(key);
}
