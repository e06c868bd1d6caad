import type { Path } from "../finding";
import { nearest } from "../nearest";
import { hasSecretForm } from "../redact/forms";
import { oneLine } from "../text";
import { joinedKey, mayRepeat } from "../yaml/slips";
import { flow, resolved, type SchemaNode } from "./schema";

/** What an unknown key stands in: its path, its data and its schema. */
interface Around {
  readonly path: Path;
  readonly data: unknown;
  readonly schema: SchemaNode;
}

/** The known key that an unknown one stands for, in whole or in part: with it there, that one is not missing. */
export function keyMeant(key: string, schema: SchemaNode, isRoot: boolean): string | undefined {
  const known = Object.keys(schema.properties ?? {});
  const [first = ""] = key.split(".");
  if (joinedTo(key, known)) return joinedKey(key)?.key;
  if (isRoot && (ACCOUNT.test(key) || key === "region")) return "account";
  return dotted(key, schema) ? first : nearest(key, known);
}

/** Help with a key that says itself where it belongs; undefined for any other. */
export function misplacedKeyHelp(around: Around, key: string): string | undefined {
  const { path, schema } = around;
  const known = Object.keys(schema.properties ?? {});
  if (joinedTo(key, known)) return spaceHelp(key);
  if (path.length === 0 && (ACCOUNT.test(key) || key === "region")) return accountHelp(around, key);
  return dotted(key, schema) ? nestedHelp(around, key) : undefined;
}

function spaceHelp(key: string): string {
  const joined = joinedKey(key);
  const shown = joined && mayRepeat(joined.key, key) ? `: ${oneLine(joined.written)}` : "";
  return `put a space after the colon${shown}`;
}

const joinedTo = (key: string, known: readonly string[]): boolean =>
  known.includes(joinedKey(key)?.key ?? "");

/** What people call an account's id at the top of a file. */
const ACCOUNT = /^(aws[-_]?)?account[-_]?(id|number)$/i;

const entryOf = (data: unknown, key: string): unknown =>
  typeof data === "object" && data !== null ? (data as Record<string, unknown>)[key] : undefined;

/** Id or Region of the account beside `account`, or in its place. */
function accountHelp({ data }: Around, key: string): string {
  const account = entryOf(data, "account");
  const inner = key === "region" ? "region" : "id";
  const orBelow = inner === "region" ? ", or indent it below the entry that it is for" : "";
  if (entryOf(account, inner) !== undefined)
    return `account has its ${inner} already: remove this one${orBelow}`;
  if (typeof account === "object" && account !== null) return `it belongs in account, as ${inner}`;
  const names = Object.keys(Object(data)).find((name) => ACCOUNT.test(name));
  const id = String(entryOf(data, names ?? "") ?? "");
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
  return steps.length > 1 ? steps : undefined;
}

/** The nested form of a dotted key, with those beside it that begin alike: one mapping is to take them all. */
function nestedHelp({ data, schema }: Around, key: string): string | undefined {
  const [first = ""] = dotted(key, schema) ?? [];
  if (entryOf(data, first) !== undefined || ["terraform", "secrets"].includes(first))
    return `write it nested, in ${first}`;
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
