import { listed, quoted } from "../text";
import type { Miss } from "./miss";
import { exampleFor, exampleOf, flow, resolved, type SchemaNode } from "./schema";

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
export function typeHelp(
  { error, path, written }: Miss,
  type: string,
  schema: SchemaNode,
): string | undefined {
  const data: unknown = error.data;
  const key = path[path.length - 1];
  if (data === null) return "fill it in or remove it";
  if (type === "array") return listHelp(data);
  if (type === "object") return mappingHelp(data, written, key, schema);
  if (Array.isArray(data)) return "write one value, without - or [ ]";
  if (typeof data === "object") return undefined;
  const label = typeof key === "string" ? `${key}: ` : "";
  return type === "string"
    ? stringHelp(label, written ?? String(data), schema)
    : numberHelp(label, data, schema);
}

function stringHelp(label: string, text: string, schema: SchemaNode): string | undefined {
  if (schema.const !== undefined) return `write ${label}${schema.const}`;
  if (schema.enum) return `write one of ${listed(schema.enum, "or")}`;
  const fits = schema.pattern === undefined || new RegExp(schema.pattern, "u").test(text);
  return fits ? `quote it: ${label}"${text}"` : `write ${schema["x-expected"]}`;
}

function numberHelp(label: string, data: unknown, { minimum, maximum }: SchemaNode): string | undefined {
  if (typeof data === "string" && /^[0-9]+$/.test(data)) return `write it without quotes: ${label}${data}`;
  return minimum === undefined ? undefined : `write a whole number from ${minimum} to ${maximum}`;
}

function listHelp(data: unknown): string {
  const [first = ""] = typeof data === "object" && data !== null ? Object.keys(data) : [];
  if (/^-\w/.test(first)) return `put a space after the hyphen: - ${first.slice(1)}`;
  return 'start each entry with "- "';
}

function mappingHelp(
  data: unknown,
  written: string | undefined,
  key: string | number | undefined,
  schema: SchemaNode,
): string {
  if (Array.isArray(data)) return "write a mapping, without - or [ ]";
  if (key === "document" && typeof data === "string" && data !== "")
    return `write document: { file: ${flow(data)} }`;
  const [required, ...others] = schema.required ?? [];
  if (required !== undefined && others.length === 0 && data !== "" && mayStandFor(required, data, schema))
    return `write ${required}: ${flow(written ?? data)}`;
  if (typeof key === "number") return `write a mapping, as in ${flow(schema.examples?.[0] ?? {})}`;
  const meant = propertyMeant(String(data), schema);
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
  const takes = ({ enum: values, pattern }: SchemaNode) =>
    values?.includes(text) || (pattern !== undefined && new RegExp(pattern, "u").test(text));
  const properties = schema.required ? [] : Object.entries(schema.properties ?? {});
  const taker = properties.findLast(([, property]) => takes(resolved(property)));
  return taker ? `${taker[0]}: ${flow(text)}` : exampleOf(schema, text);
}
