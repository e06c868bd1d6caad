import { holdsPrivateKey, privateKeyFinding } from "../checks/private-key-in-text";
import { NOUNS } from "../entry-kinds";
import { atKey, atValue, type Finding, finding, type Path } from "../finding";
import { TOMBSTONE_KINDS } from "../model";
import { nearest } from "../nearest";
import { MASK } from "../redact/urls";
import { counted, listed, pathText, quoted } from "../text";
import { backendKeyHelp } from "./backend-keys";
import { schemaKinds as kinds } from "./kinds";
import { longerName, misplacedKeyHelp } from "./misplaced-keys";
import type { Miss } from "./miss";
import { regionHelp } from "./regions";
import { accountIdRepair, nameHelp, repairOf, templateHelp } from "./repairs";
import { exampleFor, exampleOf, placesBelow, resolved, type SchemaNode } from "./schema";
import { foundWords, secretKeyHelp, secretTypeHelp, valueHelp } from "./secrecy";
import { described, typeHelp, typeName } from "./types";
import { effectHelp, meantHelp, wordHelp } from "./words";

/** One of ajv's errors in our words, or undefined where another error of ajv's says the same better. */
export function sentence(miss: Miss): Finding | undefined {
  const { error } = miss;
  const schema = (error.parentSchema ?? {}) as SchemaNode;
  if (isPrivateKey(miss)) return privateKeyFinding({ path: miss.path, on: "value" });
  switch (error.keyword) {
    case "additionalProperties":
      return unknownKey(miss, String(error.params.additionalProperty), schema);
    case "required":
      return missingKey(miss, String(error.params.missingProperty), schema);
    case "type":
      return wrongType(miss, String(error.params.type), schema);
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
      return error.keyword === "minProperties" ? tooFew(miss, schema) : tooMany(miss);
    case "oneOf":
      return exactlyOne(miss, schema["x-exactly-one"] ?? [], schema);
    case "maxItems":
      return tooMany(miss);
    case "minItems":
      return tooFew(miss, schema);
    case "propertyNames": // the error of the name itself is reported
      return undefined;
    default:
      throw new Error(`the schema uses the keyword ${error.keyword}, for which there are no words`);
  }
}

/** Any other words would tell how to write the key better. A secret's value has better advice than this. */
const isPrivateKey = ({ error, path }: Miss): boolean =>
  typeof error.data === "string" &&
  error.propertyName === undefined &&
  path.at(-1) !== "value" &&
  holdsPrivateKey(error.data);

const subject = (path: Path): string => (path.length === 0 ? "the spec" : `"${pathText(path)}"`);
/** The mapping that lacks or has too much: by its key, or where an alias stands for it, by itself at the anchor. */
const mapping = ({ path, aliased }: Miss) => (aliased ? atValue(...path) : atKey(...path));
const lastKey = (path: Path): string => String(path[path.length - 1]);
const helpIf = (help: string | undefined) => (help === undefined ? {} : { help });

function unknownKey(miss: Miss, key: string, schema: SchemaNode): Finding {
  const { path, hidden } = miss;
  const known = Object.keys(schema.properties ?? {});
  const around = { path, data: miss.error.data, schema };
  const near = nearest(key, known) ?? longerName(around, key);
  const message = `unknown key ${quoted(hidden ? MASK : key)} in ${subject(path)}`;
  const secret = secretKeyHelp(miss, key, near, all(known));
  const help =
    renameHelp(path, key) ??
    backendKeyHelp(path, key) ??
    secret ??
    (hidden ? undefined : misplacedKeyHelp(around, key)) ??
    (near ? `did you mean "${near}"?` : (elsewhere(path, key, schema) ?? all(known)));
  return finding(kinds.unknownKey, atKey(...path, key), message, { help });
}

/** Only an appliance has a name that is the spec's alone. */
function renameHelp([list, index]: Path, key: string): string | undefined {
  const kind = TOMBSTONE_KINDS.find((one) => `${one}s` === list);
  if (key !== "renamedFrom" || kind === undefined || typeof index !== "number") return undefined;
  return `the name is AWS's own and can't be changed: another name makes another ${NOUNS[kind]}, and the old one gets a tombstone, as in retired: [{ ${kind}: OLD, disposition: forget }]`;
}

const all = (known: readonly string[]) => (known.length > 0 ? `known here: ${listed(known)}` : "remove it");

/** A key that stands too far out, as too little indentation makes it. */
function elsewhere(path: Path, key: string, schema: SchemaNode): string | undefined {
  const places = placesBelow(schema, key).map(
    (place) => `"${`${pathText(path)}${place}`.replace(/^\./, "")}"`,
  );
  return places.length > 0 ? `it belongs in ${listed(places, "or")}` : undefined;
}

function missingKey(miss: Miss, key: string, schema: SchemaNode): Finding {
  const example = exampleOf(schema, key);
  const choices = resolved(schema.properties?.[key] ?? {}).enum;
  const choice =
    choices &&
    (effectHelp("add", key) ?? `add ${key}: ${choices.length > 1 ? "one of " : ""}${listed(choices, "or")}`);
  const help = choice ?? (example && `add ${example}`);
  const message = `${subject(miss.path)} has no "${key}"`;
  return finding(kinds.missingKey, mapping(miss), message, helpIf(help));
}

function wrongType(miss: Miss, type: string, schema: SchemaNode): Finding {
  const { error, path, written } = miss;
  const found = foundWords(miss, described(error.data, written));
  if (pathText(path) === "account.id") {
    const message = `"account.id" must be a quoted string; found ${found}`;
    return finding(kinds.accountId, atValue(...path), message, { help: accountIdRepair(written ?? "") });
  }
  const message = `${subject(path)} must be ${typeName(type)}; found ${found}`;
  const help = secretTypeHelp(miss) ?? typeHelp(miss, type, schema);
  return finding(kinds.wrongType, atValue(...path), message, helpIf(help));
}

function notAllowed(miss: Miss, schema: SchemaNode): Finding {
  const { error, path, hidden, secret } = miss;
  const value = String(error.data);
  const allowed = schema.enum ?? [];
  const only = schema.const ?? (allowed.length === 1 ? allowed[0] : undefined);
  const shown = typeof only === "string" ? `"${only}"` : String(only);
  const expected = only === undefined ? `one of ${listed(allowed, "or")}` : shown;
  const found = typeof error.data === "string" ? quoted(value) : described(error.data, miss.written);
  const message = `${subject(path)} must be ${expected}; found ${foundWords(miss, found)}`;
  const help = choiceHelp(path, value, schema) ?? (hidden && secret ? valueHelp(secret) : undefined);
  return finding(kinds.notAllowed, atValue(...path), message, helpIf(help));
}

function choiceHelp(path: Path, value: string, { enum: allowed = [], const: only }: SchemaNode) {
  if (typeof only === "boolean") return `write ${lastKey(path)}: ${only}, or another of the alternatives`;
  if (only !== undefined) return `write ${lastKey(path)}: ${only}`;
  const better = templateHelp(value) ?? meantHelp(path, value);
  if (better !== undefined) return better;
  if (lastKey(path) === "region") return regionHelp(value, allowed);
  const near = nearest(value, allowed);
  return near ? `did you mean "${near}"?` : wordHelp(path, value);
}

function pattern({ error, path }: Miss, schema: SchemaNode): Finding {
  const expected = schema["x-expected"];
  if (error.propertyName !== undefined) {
    const message = `the name ${quoted(error.propertyName)} in ${subject(path)} must be made of ${expected}`;
    return finding(
      kinds.pattern,
      atKey(...path, error.propertyName),
      message,
      helpIf(nameHelp(path, error.propertyName)),
    );
  }
  const value = String(error.data);
  const message = `${subject(path)} must be ${expected}; found ${quoted(value)}`;
  return finding(kinds.pattern, atValue(...path), message, helpIf(repairOf(path, value)));
}

function length({ error, path }: Miss): Finding {
  const name = error.propertyName;
  const text = name ?? String(error.data);
  const place = name === undefined ? atValue(...path) : atKey(...path, name);
  const what = name === undefined ? subject(path) : `the name ${quoted(name)} in ${subject(path)}`;
  const most = error.keyword === "maxLength" ? "at most" : "at least";
  const limit = Number(error.params.limit);
  const size = [...text].length;
  const message = `${what} must have ${most} ${counted(limit, "character")}; it has ${size}`;
  return finding(
    kinds.length,
    place,
    message,
    helpIf(size > limit ? `shorten it by ${size - limit}` : undefined),
  );
}

function range({ error, path }: Miss): Finding {
  const limit = String(error.params.limit);
  const most = error.keyword === "maximum" ? "at most" : "at least";
  const message = `${subject(path)} must be ${most} ${limit}; found ${String(error.data)}`;
  return finding(kinds.range, atValue(...path), message, { help: `write ${lastKey(path)}: ${limit}` });
}

function exactlyOne(miss: Miss, known: readonly string[], schema: SchemaNode): Finding {
  const { error, path } = miss;
  const found = Object.keys(error.data as object).filter((key) => known.includes(key));
  const message = `${subject(path)} must have exactly one of ${listed(known)}; it has ${found.length === 0 ? "none" : listed(found)}`;
  const examples = known.map((key) => exampleOf(schema, key)).filter((text) => text !== undefined);
  const several = path[0] === "expect" && path.length === 2 ? "make an entry of each" : "keep one of them";
  const help = found.length === 0 ? `write ${listed(examples, "or")}` : several;
  return finding(kinds.exactlyOne, mapping(miss), message, { help });
}

function tooFew({ path }: Miss, schema: SchemaNode): Finding {
  const message = `${subject(path)} must have at least one entry; it has none`;
  const example = exampleFor(schema, lastKey(path));
  return finding(kinds.tooFew, atValue(...path), message, helpIf(example && `write ${example}`));
}

function tooMany(miss: Miss): Finding {
  const { error, path } = miss;
  const count = Object.keys(error.data as object).length;
  const limit = Number(error.params.limit);
  const message = `${subject(path)} takes at most ${limit} entries; it has ${count}`;
  return finding(kinds.tooMany, mapping(miss), message, { help: `remove ${count - limit} of them` });
}
