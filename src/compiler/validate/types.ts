import type { Path } from "../finding";
import { listed, oneLine, quoted } from "../text";
import { joinedKey, mayRepeat } from "../yaml/slips";
import { certificateHelp } from "./certificates";
import { fieldHelp, spacedEntryHelp } from "./entry-texts";
import type { Miss } from "./miss";
import { exampleFor, exampleOf, flow, isRequired, resolved, type SchemaNode } from "./schema";
import { wordHelp } from "./words";

const NAMES: Readonly<Record<string, string>> = {
  string: "a string",
  integer: "a whole number",
  object: "a mapping",
  array: "a list",
  boolean: "true or false",
};

/** One of JSON Schema's types in YAML's words. */
export const typeName = (type: string): string => NAMES[type] ?? type;

/** What was found: `a list`, `the number 012`, `the string "x"`. */
export function described(data: unknown, written: string | undefined): string {
  if (data === null) return "nothing";
  if (Array.isArray(data)) return "a list";
  if (typeof data === "object") return "a mapping";
  if (typeof data === "string") return `the string ${quoted(data)}`;
  return `${typeof data === "number" ? "the number" : "the value"} ${written ?? String(data)}`;
}

/** The repair of a value of the wrong type, where it can be told. */
export function typeHelp(miss: Miss, type: string, schema: SchemaNode): string | undefined {
  const { error, path, written, block } = miss;
  const data: unknown = error.data;
  const key = path[path.length - 1];
  if (schema.const !== undefined) return `write ${key}: ${schema.const}`;
  if (data === null) return emptyHelp(miss, type, schema);
  if (type === "array") return listHelp(data, key, schema);
  const meant =
    typeof data === "string"
      ? (spacedEntryHelp(path, data, schema) ?? textHelp(data, block, key, schema))
      : undefined;
  if (meant !== undefined) return meant;
  if (type === "object") return mappingHelp(miss, schema);
  if (Array.isArray(data))
    return data.length === 1 && schema.enum?.includes(data[0])
      ? `write ${key}: ${data[0]}`
      : "write one value, without - or [ ]";
  if (typeof data === "object") return undefined;
  const label = typeof key === "string" ? `${key}: ` : "";
  if (type === "boolean") return booleanHelp(label, data);
  return type === "string"
    ? stringHelp(path, label, written ?? String(data), schema)
    : numberHelp(label, data, schema);
}

/** A key with nothing behind it: what belongs below may stand beside it, and some have no fields to fill in. */
function emptyHelp({ path, beside }: Miss, type: string, schema: SchemaNode): string {
  const key = path.at(-1);
  if (typeof key === "string" && joinedKey(key)) return "put a space after the colon that ends the key";
  if (beside.length > 0) return `indent ${shortList(beside)} deeper than ${key}`;
  if (type === "object" && schema.properties && isEmpty(schema)) return `write ${key}: {}`;
  if (typeof key !== "string" || !isRequired(path)) return "fill it in or remove it";
  const example = exampleFor(schema, key);
  return example === undefined ? "fill it in" : `fill it in, as in ${example}`;
}

/** How many keys a help names. */
const MOST_KEYS = 5;

const shortList = (keys: readonly string[]): string =>
  listed(keys.length > MOST_KEYS ? [...keys.slice(0, MOST_KEYS), `${keys.length - MOST_KEYS} more`] : keys);

const isEmpty = ({ properties = {} }: SchemaNode): boolean => Object.keys(properties).length === 0;

function booleanHelp(label: string, data: unknown): string | undefined {
  const [, yes, no] = /^(?:(true|yes|on|y)|(false|no|off|n))$/i.exec(String(data)) ?? [];
  return yes || no ? `write it without quotes: ${label}${yes !== undefined}` : undefined;
}

/** A text in a mapping's place that shows what is meant. */
function textHelp(
  text: string,
  block: boolean,
  key: string | number | undefined,
  schema: SchemaNode,
): string | undefined {
  const joined = joinedKey(text);
  if (joined && Object.hasOwn(schema.properties ?? {}, joined.key) && mayRepeat(joined.key, text))
    return `put a space after the colon: ${oneLine(joined.written)}`;
  if (key === "certificate") return certificateHelp(text, "certificate");
  return key === "document" ? documentHelp(text, block) : undefined;
}

/** YAML takes JSON as it is. */
function documentHelp(text: string, block: boolean): string | undefined {
  if (/^\s*\{/.test(text)) return `remove the ${block ? "| or >" : "quotes"}: YAML reads JSON as it is`;
  if (/^\w+$/.test(text)) return `write document: { operation: ${flow(text)} }`;
  if (/^[\w][\w./-]*$/.test(text)) return `write document: { file: ${flow(text)} }`;
  return text === ""
    ? undefined
    : "write a mapping, or document: { file: PATH } with the path of a JSON file";
}

function stringHelp(path: Path, label: string, text: string, schema: SchemaNode): string | undefined {
  if (schema.enum?.length === 1) return `write ${label}${schema.enum[0]}`;
  if (schema.enum) return wordHelp(path, text) ?? `write one of ${listed(schema.enum, "or")}`;
  if (path.at(-1) === "provider") return `write ${exampleFor(schema, "provider")}`;
  const fits = new RegExp(schema.pattern ?? "", "u").test(text);
  return fits ? `quote it: ${label}"${text}"` : `write ${schema["x-expected"]}`;
}

function numberHelp(label: string, data: unknown, { minimum, maximum }: SchemaNode): string {
  if (/^[0-9]+$/.test(String(data))) return `write it without quotes: ${label}${data}`;
  return `write a whole number from ${minimum} to ${maximum}`;
}

function listHelp(data: unknown, key: string | number | undefined, { items = {} }: SchemaNode): string {
  if (typeof data === "string" && data !== "" && resolved(items).type === "string")
    return `write ${key}: [${flow(data)}]`;
  const [first = ""] = Object.keys(Object(data));
  if (/^-\w/.test(first)) return `put a space after the hyphen: - ${first.slice(1)}`;
  return 'start each entry with "- "';
}

function mappingHelp({ error, path, written }: Miss, schema: SchemaNode): string {
  const data: unknown = error.data;
  const key = path[path.length - 1];
  if (Array.isArray(data)) return listsMeant(data, key, schema) ?? "write a mapping, without - or [ ]";
  const [required, ...others] = schema.required ?? [];
  if (required !== undefined && others.length === 0 && data !== "" && mayStandFor(required, data, schema)) {
    const help = fieldHelp(path, required, written ?? String(data), schema);
    if (help !== undefined) return help;
  }
  if (key === "account" && /^[0-9]{12}$/.test(written ?? ""))
    return `write account: { id: "${written}", region: us-east-1 }, with the Region that it is in`;
  if (typeof key === "number") return `write a mapping, as in ${flow(schema.examples?.[0] ?? {})}`;
  const meant = propertyMeant(String(data), schema);
  const lists = meant ? undefined : listsMeant([data], key, schema);
  if (lists) return lists;
  const example = meant ? `${key}: { ${meant} }` : exampleFor(schema, String(key));
  if (example) return `write ${example}`;
  return `write a mapping with the keys ${listed(Object.keys(schema.properties ?? {}), "or")}`;
}

/** Whether a value alone may be meant for the one required key: not where that is a choice of words, or one of several. */
const mayStandFor = (required: string, data: unknown, schema: SchemaNode): boolean =>
  !schema["x-exactly-one"] &&
  (resolved(schema.properties?.[required] ?? {}).enum?.includes(String(data)) ?? true);

/** `backend: s3` means the property of that name, `certificate: csr/dock.pem` the property that takes such a value. */
function propertyMeant(text: string, schema: SchemaNode): string | undefined {
  const takes = ({ enum: values, const: only, pattern }: SchemaNode) =>
    values?.includes(text) ||
    String(only) === text ||
    (pattern !== undefined && new RegExp(pattern, "u").test(text));
  const properties = schema.required ? [] : Object.entries(schema.properties ?? {});
  const taker = properties.findLast(([, property]) => takes(resolved(property)));
  const [name, property] = taker ?? [];
  return property ? `${name}: ${flow(resolved(property).const ?? text)}` : exampleOf(schema, text);
}

/** How long names may be that a help repeats, together. */
const MOST_CHARACTERS = 80;

/** Names in place of alternatives that are lists of names: `targets: [seattle]`. */
function listsMeant(
  data: readonly unknown[],
  key: string | number | undefined,
  schema: SchemaNode,
): string | undefined {
  const lists = Object.entries(schema.properties ?? {}).filter(([, node]) => resolved(node).type === "array");
  const isNames = data.length > 0 && data.every((name) => typeof name === "string" && name !== "");
  if (!schema["x-exactly-one"] || lists.length === 0 || !isNames) return undefined;
  const names = data.join().length > MOST_CHARACTERS ? "[…]" : flow(data);
  return `write ${listed(
    lists.map(([name]) => `${key}: { ${name}: ${names} }`),
    "or",
  )}`;
}
