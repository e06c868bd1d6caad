import { groupedBy } from "../values";
import { keysMeant } from "./misplaced-keys";
import type { Miss } from "./miss";
import { resolved, type SchemaNode } from "./schema";

/** One miss for each mistake: ajv reports all that a value misses. */
export function withoutEchoes(misses: readonly Miss[]): Miss[] {
  const whole = misses.filter((miss) => !isBranch(miss));
  const mistyped = mistypedKeys(whole);
  return withoutNothings(outdented(foremost(whole))).filter((miss) => !followsFrom(miss, mistyped));
}

/** A name that can't be one, as `floor:"2"` in braces, mostly has its value in it: that nothing stands behind it follows. */
function withoutNothings(misses: readonly Miss[]): Miss[] {
  const names = new Set(
    misses.flatMap(({ error, path }) =>
      error.propertyName === undefined ? [] : [JSON.stringify([...path, error.propertyName])],
    ),
  );
  return misses.filter(
    ({ error, path }) => error.keyword !== "type" || error.data !== null || !names.has(JSON.stringify(path)),
  );
}

/** A key with nothing behind it, and what belongs into its mapping beside it: the indentation is missing, once. */
function outdented(misses: readonly Miss[]): Miss[] {
  const unknown = groupedBy(
    misses.filter(({ error }) => error.keyword === "additionalProperties"),
    ({ path }) => JSON.stringify(path),
  );
  const strays = new Set<Miss>();
  const told = misses.map((miss) => {
    const { error, path } = miss;
    if (error.keyword !== "type" || error.data !== null || error.params.type !== "object") return miss;
    const schema = resolved((error.parentSchema ?? {}) as SchemaNode);
    const around = unknown.get(JSON.stringify(path.slice(0, -1))) ?? [];
    const [one] = around;
    if (one === undefined) return miss;
    const below = belowKeys(path.at(-1), schema, one);
    const beside = around.filter((other) => below.has(unknownKeyOf(other)) && !strays.has(other));
    for (const other of beside) strays.add(other);
    return { ...miss, beside: beside.map(unknownKeyOf) };
  });
  return told.filter((miss) => !strays.has(miss));
}

/**
 * The keys beside an empty one that may be meant to stand below it: fields of it; and where its keys are the user's own,
 * those behind it, up to the next that is known there.
 */
function belowKeys(
  key: unknown,
  { properties = {}, additionalProperties }: SchemaNode,
  around: Miss,
): Set<string> {
  const fields = new Set(Object.keys(properties));
  if (!additionalProperties) return fields;
  const keys = Object.keys(Object(around.error.data));
  const known = (around.error.parentSchema as SchemaNode | undefined)?.properties ?? {};
  const behind = keys.slice(keys.indexOf(String(key)) + 1);
  const end = behind.findIndex((next) => Object.hasOwn(known, next));
  return new Set([...fields, ...(end === -1 ? behind : behind.slice(0, end))]);
}

const unknownKeyOf = ({ error }: Miss): string => String(error.params.additionalProperty);

/** What one alternative of a `oneOf` misses: the `oneOf` itself says it of all of them. */
const isBranch = ({ error }: Miss): boolean => /\/oneOf\/[0-9]/.test(error.schemaPath);

/** What a value misses first hides what else it misses: a number that should be a string is also not in the enum. */
const ORDER = ["type", "oneOf", "enum", "const", "pattern", "maxLength", "minLength", "minimum", "maximum"];

function foremost(misses: readonly Miss[]): Miss[] {
  const best = new Map<string, Miss>();
  for (const miss of misses) {
    const { keyword, instancePath, params, propertyName } = miss.error;
    const rank = ORDER.indexOf(keyword);
    const detail =
      rank === -1 ? `${keyword} ${params.additionalProperty ?? params.missingProperty ?? ""}` : "value";
    const place = JSON.stringify([instancePath, propertyName ?? "", detail]);
    const earlier = best.get(place);
    if (earlier === undefined || rank < ORDER.indexOf(earlier.error.keyword)) best.set(place, miss);
  }
  return [...best.values()];
}

/** For each mapping with unknown keys, the known keys that they most likely mean. */
function mistypedKeys(misses: readonly Miss[]): ReadonlyMap<string, readonly string[]> {
  const meant = new Map<string, string[]>();
  for (const { error, path } of misses) {
    if (error.keyword !== "additionalProperties") continue;
    const around = { path, data: error.data, schema: (error.parentSchema ?? {}) as SchemaNode };
    const here = meant.get(error.instancePath) ?? [];
    here.push(...keysMeant(around, String(error.params.additionalProperty)));
    meant.set(error.instancePath, here);
  }
  return meant;
}

/**
 * A mistyped key is also missing under its right name, and is no alternative of its own beside what it means; one that
 * means nothing known stands where an alternative should.
 */
function followsFrom({ error }: Miss, mistyped: ReturnType<typeof mistypedKeys>): boolean {
  const meant = mistyped.get(error.instancePath);
  if (meant === undefined) return false;
  if (error.keyword === "required") return meant.includes(String(error.params.missingProperty));
  const schema = error.parentSchema as SchemaNode | undefined;
  const alternatives = schema?.["x-exactly-one"];
  if (error.keyword !== "oneOf" || !alternatives) return false;
  const keys = [...Object.keys(error.data as object), ...meant];
  const chosen = new Set(keys.filter((key) => alternatives.includes(key)));
  return chosen.size < 2;
}
