import type { Path } from "../finding";
import { nearest } from "../nearest";
import { hasSecretForm } from "../redact/forms";
import { oneLine } from "../text";
import { joinedKey, mayRepeat } from "../yaml/slips";
import { accountIdRepair } from "./repairs";
import { flow, resolved, type SchemaNode } from "./schema";

/** What an unknown key stands in: its path, its data and its schema. */
export interface Around {
  readonly path: Path;
  readonly data: unknown;
  readonly schema: SchemaNode;
}

/** The known keys that an unknown one stands for, in whole or in part: with it there, those are not missing. */
export function keysMeant(around: Around, key: string): readonly string[] {
  const { path, schema } = around;
  const known = Object.keys(schema.properties ?? {});
  const joined = joinedKey(key)?.key;
  if (joined !== undefined && known.includes(joined)) return [joined];
  if (path.length === 0 && (ACCOUNT.test(key) || key === "region")) return ["account"];
  if (isAccountId(path, key)) return ["id"];
  if (path.length === 2 && path[0] === "secrets" && /^panorama/i.test(key)) return ["name"];
  const spaced = spacedKey(around, key);
  if (spaced !== undefined) return [spaced.key];
  const inside = wrappedKeys(around, key);
  if (inside.length > 0) return inside;
  return dotted(key, schema)?.slice(0, 1) ?? [nearest(key, known) ?? longerName(around, key) ?? []].flat();
}

/** `accountId` in account itself. */
const isAccountId = (path: Path, key: string): boolean =>
  path.length === 1 && path[0] === "account" && (ACCOUNT.test(key) || key === "number");

/** `{ region us-east-1 }`: to YAML a key with nothing behind it. */
function spacedKey({ data, schema }: Around, key: string) {
  const [, word = "", value = ""] = /^([A-Za-z]+) +(\S+)$/.exec(key) ?? [];
  if (entryOf(data, key) !== null || !Object.hasOwn(schema.properties ?? {}, word)) return undefined;
  return { key: word, written: `${word}: ${flow(value)}` };
}

/** A missing key that an unknown one has the beginning of, or is the beginning of: `bucketName`, `doc`. */
export function longerName({ path, data, schema }: Around, key: string): string | undefined {
  const small = key.toLowerCase();
  const missing = (schema.required ?? []).filter((needed) => entryOf(data, needed) === undefined);
  const isEntrys = `${key}s` === path[0]; // the name of an entry under the entry's own noun
  return missing.find((needed) => {
    const full = needed.toLowerCase();
    const isLonger = full.length > 2 && (small.startsWith(full) || small.endsWith(full));
    return isLonger || (small.length > 2 && full.startsWith(small)) || (isEntrys && needed === "name");
  });
}

/** Help with a key that says itself where it belongs; undefined for any other. */
export function misplacedKeyHelp(around: Around, key: string): string | undefined {
  const { path, schema } = around;
  const joined = joinedKey(key);
  if (joined && Object.hasOwn(schema.properties ?? {}, joined.key)) return spaceHelp(joined, key);
  if (path.length === 0 && (ACCOUNT.test(key) || key === "region")) return accountHelp(around, key);
  if (isAccountId(path, key) && entryOf(around.data, "id") !== undefined)
    return "account has its id already: remove this one";
  if (isAccountId(path, key)) return accountIdRepair(plainText(entryOf(around.data, key)));
  const spaced = spacedKey(around, key);
  if (spaced !== undefined) return spacedHelp(spaced, key);
  if (wrappedKeys(around, key).length > 0)
    return "its keys belong to the top of the spec: remove this line, and the indentation below it";
  if (path.length === 0 && ["kind", "metadata"].includes(key))
    return "remove it: a spec is no Kubernetes object";
  return dotted(key, schema) ? nestedHelp(around, key) : undefined;
}

function spaceHelp(
  { key, written }: { readonly key: string; readonly written: string },
  text: string,
): string {
  return `put a space after the colon${mayRepeat(key, text) ? `: ${oneLine(written)}` : ""}`;
}

const spacedHelp = ({ key, written }: { readonly key: string; readonly written: string }, text: string) =>
  `put a colon after the key${mayRepeat(key, text) ? `: ${oneLine(written)}` : ""}`;

/** The keys of the language in a mapping that stands between them and the spec: `spec: { account: … }`. */
function wrappedKeys({ path, data, schema }: Around, key: string): string[] {
  if (path.length > 0) return [];
  const inner = Object.keys(Object(entryOf(data, key)));
  const isWrapper = schema.required?.some(
    (needed) => inner.includes(needed) && entryOf(data, needed) === undefined,
  );
  return isWrapper ? inner.filter((name) => Object.hasOwn(schema.properties ?? {}, name)) : [];
}

/** What people call an account's id at the top of a file. */
const ACCOUNT = /^(aws[-_]?)?account[-_]?(id|number)$/i;

const entryOf = (data: unknown, key: string): unknown =>
  typeof data === "object" && data !== null ? (data as Record<string, unknown>)[key] : undefined;

/** A scalar's text; of a mapping or a list none, which may have no text at all. */
const plainText = (value: unknown): string =>
  typeof value === "string" || typeof value === "number" ? String(value) : "";

/** Id or Region of the account beside `account`, or in its place. */
function accountHelp({ data }: Around, key: string): string {
  const account = entryOf(data, "account");
  const inner = key === "region" ? "region" : "id";
  const orBelow = inner === "region" ? ", or indent it below the entry that it is for" : "";
  if (entryOf(account, inner) !== undefined)
    return `account has its ${inner} already: remove this one${orBelow}`;
  if (typeof account === "object" && account !== null) return `it belongs in account, as ${inner}`;
  const names = Object.keys(Object(data)).find((name) => ACCOUNT.test(name));
  const id = plainText(entryOf(data, names ?? ""));
  const region = entryOf(data, "region");
  const fields = {
    id: /^[0-9]{12}$/.test(id) ? id : "123456789012",
    region: typeof region === "string" && /^[a-z0-9-]+$/.test(region) ? region : "us-east-1",
  };
  return `it belongs in account: write account: ${flow(fields)}`;
}

/** The schema's own way along `account.region`; undefined where a step is no key of the language. */
function dotted(key: string, schema: SchemaNode): readonly string[] | undefined {
  const steps = key.split(".");
  let node: SchemaNode | undefined = schema;
  for (const step of steps) {
    const properties: Readonly<Record<string, SchemaNode>> = resolved(node).properties ?? {};
    node = Object.hasOwn(properties, step) ? properties[step] : undefined;
    if (node === undefined) return undefined;
  }
  return steps;
}

/** The nested form of a dotted key, with those beside it that begin alike: one mapping is to take them all. */
function nestedHelp({ data, schema }: Around, key: string): string | undefined {
  const [first = ""] = dotted(key, schema) ?? [];
  if (entryOf(data, first) !== undefined || first === "terraform") return `write it nested, in ${first}`;
  const nested: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(Object(data))) {
    const steps = dotted(name, schema);
    if (steps?.[0] === first && !put(nested, steps, value)) return `write it nested, in ${first}`;
  }
  return `write it nested: ${flow(nested).slice(2, -2)}`;
}

/** Puts a plain value where the steps lead; false for what is not to be repeated on one line. */
function put(target: Record<string, unknown>, steps: readonly string[], value: unknown): boolean {
  const isPlain = typeof value === "string" || typeof value === "number" || typeof value === "boolean";
  if (!isPlain || String(value).length > 60 || hasSecretForm(String(value))) return false;
  let here = target;
  for (const step of steps.slice(0, -1)) {
    const inner = here[step] ?? {};
    if (typeof inner !== "object") return false;
    here[step] = inner;
    here = inner as Record<string, unknown>;
  }
  here[steps[steps.length - 1] ?? ""] = value;
  return true;
}
