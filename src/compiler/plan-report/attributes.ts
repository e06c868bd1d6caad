import { isObject, keysOf, own } from "../json/unchecked";
import { isUnknown } from "./agrees";
import { isAllowed } from "./allowed";
import { canonical, policyIn } from "./canonical";
import { clean } from "./clean";
import type { Change } from "./plan";

/** How one attribute changes. Values are there only where they may be shown. */
export interface AttributeChange {
  readonly name: string;
  /** Whether it makes the change a replacement. */
  readonly forcesReplacement: boolean;
  /** Why no value is shown. */
  readonly hidden?: "sensitive" | "not on the list of what is shown";
  /** As JSON; null for none. */
  readonly before?: string | null;
  readonly after?: string | null;
  /** Whether the new value is known after apply only. */
  readonly afterUnknown?: true;
  /** For a policy, instead of values: what its statements no longer say, and what they say now. */
  readonly policy?: { readonly removed: readonly string[]; readonly added: readonly string[] };
}

/** The names of the attributes that change, or may, in order. */
export function changedNames({ before, after, afterUnknown }: Change): string[] {
  const names = new Set([...keysOf(before), ...keysOf(after), ...keysOf(afterUnknown)]);
  const changes = (name: string) =>
    isUnknown(own(afterUnknown, name)) || canonical(own(before, name)) !== canonical(own(after, name));
  return [...names].filter(changes).sort();
}

/** How attributes of a resource change, those first that make it a replacement. */
export function attributeChanges(change: Change, names: readonly string[]): AttributeChange[] {
  const forcing = new Set(change.replacePaths.map(([first]) => first));
  const all = names.map((name) => attributeChange(change, name, forcing.has(name)));
  return [...all.filter((one) => one.forcesReplacement), ...all.filter((one) => !one.forcesReplacement)];
}

function attributeChange(change: Change, name: string, forcesReplacement: boolean): AttributeChange {
  const head = { name: clean(name), forcesReplacement };
  if (isSensitive(own(change.beforeSensitive, name)) || isSensitive(own(change.afterSensitive, name)))
    return { ...head, hidden: "sensitive" };
  if (isSensitive(change.beforeSensitive, true) || isSensitive(change.afterSensitive, true))
    return { ...head, hidden: "sensitive" };
  if (!isAllowed(change.type, name)) return { ...head, hidden: "not on the list of what is shown" };
  const [before, after] = [own(change.before, name), own(change.after, name)];
  if (isUnknown(own(change.afterUnknown, name)))
    return { ...head, before: shown(before), afterUnknown: true };
  const [old, now] = [before, after].map((text) => (typeof text === "string" ? policyIn(text) : undefined));
  if (old && now) return { ...head, policy: policyChange(old, now) };
  return { ...head, before: shown(before), after: shown(after) };
}

/** Whether the mark is `true`, or, unless the whole resource is asked about, something in it is. */
const isSensitive = (mark: unknown, whole = false): boolean => (whole ? mark === true : isUnknown(mark));

/** A value as JSON: texts and lists of texts mostly. */
const shown = (value: unknown): string | null =>
  value === undefined || value === null ? null : clean(JSON.stringify(value));

/** Which lines of two policies are of one alone; a line is a value with the path that leads to it. */
function policyChange(old: unknown, now: unknown): { removed: string[]; added: string[] } {
  const [before, after] = [new Set(leaves(old, "")), new Set(leaves(now, ""))];
  return {
    removed: [...before].filter((line) => !after.has(line)).map(clean),
    added: [...after].filter((line) => !before.has(line)).map(clean),
  };
}

/** Lists of texts are sets; statements are told apart by their Sid, else by their number. */
function* leaves(value: unknown, path: string): Generator<string> {
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries())
      yield* leaves(item, isObject(item) ? `${path}[${nameOf(item) ?? index}]` : path);
  } else if (isObject(value)) {
    for (const [key, inner] of Object.entries(value))
      yield* leaves(inner, path === "" ? key : `${path}.${key}`);
  } else yield `${path} = ${JSON.stringify(value)}`;
}

function nameOf(statement: unknown): string | undefined {
  const sid = own(statement, "Sid");
  const [name] = Array.isArray(sid) ? sid : [sid];
  return typeof name === "string" && name !== "" ? name : undefined;
}
