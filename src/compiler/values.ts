import type { Path, Place } from "./finding";

/** A scalar of some data, or a mapping's key, and its place. */
export interface Leaf {
  readonly value: unknown;
  readonly place: Extract<Place, { path: Path }>;
}

/** Every key and every scalar of plain data, in order: of a small part of it, for textsWhere costs less; `path` is where the data stands. */
export function* leavesOf(value: unknown, path: Path = []): Generator<Leaf> {
  if (typeof value !== "object" || value === null) return yield { value, place: { path, on: "value" } };
  for (const [key, inner] of Object.entries(value)) {
    const at = [...path, Array.isArray(value) ? Number(key) : key];
    if (!Array.isArray(value)) yield { value: key, place: { path: at, on: "key" } };
    yield* leavesOf(inner, at);
  }
}

/** A text of some data, a mapping's key among them, and its place. */
export interface Text extends Leaf {
  readonly value: string;
}

/**
 * The keys and texts of plain data that a test picks, in order. The test must not keep what it gets, whose path goes on
 * changing: a fleet has hundreds of thousands of texts, and nearly none is picked.
 */
export function textsWhere(data: unknown, isWanted: (text: Text) => boolean): Text[] {
  const found: Text[] = [];
  const path: (string | number)[] = [];
  const place = { path, on: "value" as "key" | "value" };
  const offered = { value: "", place };
  look(data);
  return found;

  function look(value: unknown): void {
    if (typeof value === "string") offer(value, "value");
    else if (Array.isArray(value))
      for (let index = 0; index < value.length; index++) lookAt(index, value[index]);
    else if (typeof value === "object" && value !== null)
      for (const key of Object.keys(value)) lookAt(key, (value as Record<string, unknown>)[key]);
  }

  function lookAt(part: string | number, inner: unknown): void {
    path.push(part);
    if (typeof part === "string") offer(part, "key");
    look(inner);
    path.pop();
  }

  function offer(value: string, on: "key" | "value"): void {
    offered.value = value;
    place.on = on;
    if (isWanted(offered)) found.push({ value, place: { path: [...path], on } });
  }
}

/** What stands at a path of plain data. */
export function valueAt(data: unknown, path: Path): unknown {
  let value = data;
  for (const part of path) {
    if (typeof value !== "object" || value === null) return undefined;
    value = Object.entries(value).find(([key]) => key === String(part))?.[1];
  }
  return value;
}

/** Items by what they have in common, in order. */
export function groupedBy<T, K>(items: Iterable<T>, keyOf: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}
