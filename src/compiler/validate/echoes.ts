import type { Path } from "../finding";
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
    const beside = around.filter((other) => belongs(other, schema, path) && !strays.has(other));
    for (const other of beside) strays.add(other);
    return { ...miss, beside: beside.map(unknownKeyOf) };
  });
  return told.filter((miss) => !strays.has(miss));
}

/** Whether an unknown key beside an empty one is a field of it; or where its keys are the user's own, stands behind it. */
function belongs(other: Miss, { properties = {}, additionalProperties }: SchemaNode, path: Path): boolean {
  const key = unknownKeyOf(other);
  if (Object.hasOwn(properties, key)) return true;
  if (!additionalProperties) return false;
  const keys = Object.keys(Object(other.error.data));
  const known = Object.keys((other.error.parentSchema as SchemaNode | undefined)?.properties ?? {});
  const [own, at] = [keys.indexOf(String(path.at(-1))), keys.indexOf(key)];
  return own !== -1 && own < at && !keys.slice(own + 1, at).some((between) => known.includes(between));
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
