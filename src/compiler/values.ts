import type { Path, Place } from "./finding";

/** A scalar of some data, or a mapping's key, and its place. */
export interface Leaf {
  readonly value: unknown;
  readonly place: Extract<Place, { path: Path }>;
}

/** Every key and every scalar of plain data, in order; `path` is where the data stands. */
export function* leavesOf(value: unknown, path: Path = []): Generator<Leaf> {
  if (typeof value !== "object" || value === null) return yield { value, place: { path, on: "value" } };
  for (const [key, inner] of Object.entries(value)) {
    const at = [...path, Array.isArray(value) ? Number(key) : key];
    if (!Array.isArray(value)) yield { value: key, place: { path: at, on: "key" } };
    yield* leavesOf(inner, at);
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
