import type { ErrorObject } from "ajv";
import { atKey, atValue, type Finding, finding, type Path } from "../finding";
import { nearest } from "../nearest";
import { counted, listed, pathText, quoted } from "../text";
import { schemaKinds as kinds } from "./kinds";
import { repairOf } from "./repairs";
import { exampleOf, type SchemaNode } from "./schema";

/** A schema error and what the words about it are made of. */
export interface Miss {
  readonly error: ErrorObject;
  readonly path: Path;
  /** The scalar as the user wrote it, where the value is one. */
  readonly written: string | undefined;
}

/** One of ajv's errors in our words, or undefined where another error of ajv's says the same better. */
export function sentence(miss: Miss): Finding | undefined {
  const { error, path } = miss;
  const schema = (error.parentSchema ?? {}) as SchemaNode;
  switch (error.keyword) {
    case "additionalProperties":
      return unknownKey(path, String(error.params.additionalProperty), schema);
    case "required":
      return missingKey(path, String(error.params.missingProperty), schema);
    case "type":
      return wrongType(miss, String(error.params.type));
    case "enum":
    case "const":
      return notAllowed(miss, schema);
    case "pattern":
      return pattern(miss, schema);
    case "minLength":
    case "maxLength":
      return length(miss);
    case "minimum":
    case "maximum":
      return range(miss);
    case "minProperties":
    case "maxProperties":
      return schema["x-exactly-one"] ? exactlyOne(miss, schema) : tooMany(miss);
    case "propertyNames": // the error of the name itself is reported
      return undefined;
    default:
      throw new Error(`the schema uses the keyword ${error.keyword}, for which there are no words`);
  }
}

const subject = (path: Path): string => (path.length === 0 ? "the spec" : `"${pathText(path)}"`);

function unknownKey(path: Path, key: string, schema: SchemaNode): Finding {
  const known = Object.keys(schema.properties ?? {});
  const near = nearest(key, known);
  const help = near
    ? `did you mean "${near}"?`
    : known.length > 0
      ? `known here: ${listed(known)}`
      : "remove it";
  return finding(kinds.unknownKey, atKey(...path, key), `unknown key ${quoted(key)} in ${subject(path)}`, {
    help,
  });
}

function missingKey(path: Path, key: string, schema: SchemaNode): Finding {
  const example = exampleOf(schema, key);
  return finding(kinds.missingKey, atKey(...path), `${subject(path)} has no "${key}"`, {
    ...(example && { help: `add ${example}` }),
  });
}

function wrongType({ error, path, written }: Miss, type: string): Finding {
  if (pathText(path) === "account.id" && type === "string") return accountId(path, error.data, written);
  const message = `${subject(path)} must be ${typeName(type)}; found ${described(error.data, written)}`;
  const key = path[path.length - 1];
  const label = typeof key === "string" ? `${key}: ` : "";
  const isScalar = error.data === null || typeof error.data !== "object";
  if (type === "string" && isScalar && written) {
    return finding(kinds.wrongType, atValue(...path), message, { help: `quote it: ${label}"${written}"` });
  }
  const help = error.data === null ? { help: `fill it in or remove the key` } : {};
  return finding(kinds.wrongType, atValue(...path), message, help);
}

function accountId(path: Path, data: unknown, written: string | undefined): Finding {
  const digits = written?.replace(/[_-]/g, "") ?? "";
  const found = described(data, written);
  const lost =
    digits.length < 12 ? "; an account id has 12 digits: was a leading 0 dropped on the way here?" : "";
  const help = /^[0-9]{1,12}$/.test(digits)
    ? `write id: "${digits.padStart(12, "0")}"${lost}`
    : `write the 12 digits in quotes: id: "123456789012"`;
  return finding(kinds.accountId, atValue(...path), `"account.id" must be a quoted string; found ${found}`, {
    help,
  });
}

function notAllowed({ error, path }: Miss, schema: SchemaNode): Finding {
  const allowed = schema.enum ?? [schema.const ?? ""];
  const near = nearest(String(error.data), allowed);
  const message = `${subject(path)} must be ${expectation(allowed)}; found ${quoted(String(error.data))}`;
  const partition = schema["x-expected"];
  const help = near ? `did you mean "${near}"?` : partition;
  return finding(kinds.notAllowed, atValue(...path), message, help ? { help } : {});
}

const expectation = (allowed: readonly string[]): string =>
  allowed.length === 1 ? `"${allowed[0]}"` : `one of ${listed(allowed, "or")}`;

function pattern({ error, path }: Miss, schema: SchemaNode): Finding {
  const expected = schema["x-expected"] ?? `text that matches ${String(error.params.pattern)}`;
  if (error.propertyName !== undefined) {
    const message = `the name ${quoted(error.propertyName)} in ${subject(path)} must be made of ${expected}`;
    return finding(kinds.pattern, atKey(...path, error.propertyName), message);
  }
  const value = String(error.data);
  const help = repairOf(path, value);
  const message = `${subject(path)} must be ${expected}; found ${quoted(value)}`;
  return finding(kinds.pattern, atValue(...path), message, help ? { help } : {});
}

function length({ error, path }: Miss): Finding {
  const limit = Number(error.params.limit);
  const text = error.propertyName ?? String(error.data);
  const place = error.propertyName === undefined ? atValue(...path) : atKey(...path, error.propertyName);
  const what =
    error.propertyName === undefined ? subject(path) : `the name ${quoted(text)} in ${subject(path)}`;
  const most = error.keyword === "maxLength" ? "at most" : "at least";
  const message = `${what} must have ${most} ${counted(limit, "character")}; it has ${[...text].length}`;
  return finding(kinds.length, place, message);
}

function range({ error, path }: Miss): Finding {
  const most = error.keyword === "maximum" ? "at most" : "at least";
  const message = `${subject(path)} must be ${most} ${String(error.params.limit)}; found ${String(error.data)}`;
  return finding(kinds.range, atValue(...path), message, {
    help: `write ${String(path[path.length - 1])}: ${String(error.params.limit)}`,
  });
}

function exactlyOne({ error, path }: Miss, schema: SchemaNode): Finding {
  const known = Object.keys(schema.properties ?? {});
  const found = Object.keys(error.data as object);
  const message = `${subject(path)} must have exactly one of ${listed(known)}; it has ${found.length === 0 ? "none" : listed(found)}`;
  const example = known.map((key) => exampleOf(schema, key)).find((text) => text !== undefined);
  const help = found.length === 0 ? `write ${example}` : `keep one of them`;
  return finding(kinds.exactlyOne, atKey(...path), message, { help });
}

function tooMany({ error, path }: Miss): Finding {
  const count = Object.keys(error.data as object).length;
  return finding(
    kinds.tooMany,
    atKey(...path),
    `${subject(path)} takes at most ${String(error.params.limit)} entries; it has ${count}`,
  );
}

const TYPE_NAMES: Readonly<Record<string, string>> = {
  string: "a string",
  integer: "a whole number",
  object: "a mapping",
  array: "a list",
  boolean: "true or false",
};
const typeName = (type: string): string => TYPE_NAMES[type] ?? type;

function described(data: unknown, written: string | undefined): string {
  if (data === null) return "nothing";
  if (Array.isArray(data)) return "a list";
  if (typeof data === "object") return "a mapping";
  if (typeof data === "string") return `the string ${quoted(data)}`;
  return `${typeof data === "number" ? "the number" : "the value"} ${written ?? String(data)}`;
}
