import fc from "fast-check";
import { HOSTILE_TEXTS, PIECES } from "./case";

// Arbitraries are made once: making one costs more than what it makes.
const piece = fc.constantFrom(...PIECES, "");
const place = fc.nat();
const textEdits = fc.array(
  fc.tuple(place, fc.nat(30), piece, place, fc.constantFrom("piece", "copy", "cut")),
  { minLength: 1, maxLength: 5 },
);

/** A text with some of it cut out, doubled, moved, or replaced by pieces that mean something. */
export const mutatedText = (text: string): fc.Arbitrary<string> =>
  textEdits.map((edits) =>
    edits.reduce((now, [to, length, piece, from, how]) => {
      const [at, start] = [to % (now.length + 1), from % (now.length + 1)];
      const middle = { piece, copy: now.slice(start, start + length), cut: "" }[how];
      return now.slice(0, at) + middle + now.slice(at + (how === "copy" ? 0 : length));
    }, text),
  );

/** Bytes with some of them changed, dropped or doubled. */
export const mutatedBytes = (bytes: Uint8Array): fc.Arbitrary<Buffer> =>
  byteEdits.map((edits) =>
    edits.reduce<Buffer>(
      (now, [at, byte, how]) => edited(now, at % (now.length + 1), byte, how),
      Buffer.from(bytes),
    ),
  );

const byteEdits = fc.array(fc.tuple(place, fc.nat(255), fc.constantFrom("set", "flip", "drop", "insert")), {
  minLength: 1,
  maxLength: 6,
});

function edited(bytes: Buffer, at: number, byte: number, how: "set" | "flip" | "drop" | "insert"): Buffer {
  const [before, after] = [bytes.subarray(0, at), bytes.subarray(at)];
  if (how === "drop") return Buffer.concat([before, after.subarray(1 + (byte % 8))]);
  if (how === "insert") return Buffer.concat([before, Buffer.from([byte]), after]);
  const changed = how === "set" ? byte : (after[0] ?? 0) ^ (1 << (byte % 8));
  return Buffer.concat([before, Buffer.from([changed]), after.subarray(1)]);
}

export type Tree = null | boolean | number | string | readonly Tree[] | { readonly [key: string]: Tree };

type Place = readonly (string | number)[];

/** What one mutation does with a node: `key` gives it another name, `retarget` puts another node of the tree there. */
const HOWS = ["drop", "double", "value", "key", "retarget", "swap", "deepen", "list"] as const;

export const hostileValue: fc.Arbitrary<Tree> = fc.oneof(
  fc.constantFrom(...HOSTILE_TEXTS),
  fc.constantFrom<Tree[]>(null, true, false, 0, -1, 1.5, 1e21, 12345678901, Number.MAX_SAFE_INTEGER),
  fc.constantFrom<Tree[]>([], {}, [[]], [{}], [null], { "": "" }, { a: { b: [] } }),
  fc.string({ unit: "binary", maxLength: 8 }),
);

/** A tree with nodes dropped, doubled, renamed, exchanged, or replaced by hostile ones. */
export const mutatedTree = (tree: Tree): fc.Arbitrary<Tree> =>
  treeEdits.map((edits) =>
    edits.reduce((now, [how, at, other, value]) => treeEdited(now, how, at, other, value), tree),
  );

const treeEdits = fc.array(fc.tuple(fc.constantFrom(...HOWS), place, place, hostileValue), {
  minLength: 1,
  maxLength: 4,
});

function treeEdited(tree: Tree, how: (typeof HOWS)[number], at: number, other: number, value: Tree): Tree {
  const places = [...placesIn(tree)];
  const place = places[at % Math.max(places.length, 1)];
  const second = places[other % Math.max(places.length, 1)];
  if (place === undefined || second === undefined) return value;
  const node = nodeAt(tree, place);
  switch (how) {
    case "drop":
      return changed(tree, place, () => []);
    case "double":
      return changed(tree, place, (key) => [
        [key, node],
        [`${key}2`, node],
      ]);
    case "value":
      return changed(tree, place, (key) => [[key, value]]);
    case "key":
      return changed(tree, place, () => [[typeof value === "string" ? value : String(second.at(-1)), node]]);
    case "retarget":
      return changed(tree, place, (key) => [[key, nodeAt(tree, second)]]);
    case "swap":
      return changed(
        changed(tree, place, (key) => [[key, nodeAt(tree, second)]]),
        second,
        (key) => [[key, node]],
      );
    case "deepen":
      return changed(tree, place, (key) => [[key, { [key]: node }]]);
    case "list":
      return changed(tree, place, (key) => [[key, [node, value]]]);
  }
}

function* placesIn(tree: Tree, path: Place = []): Generator<Place> {
  if (typeof tree !== "object" || tree === null) return;
  for (const [key, inner] of Object.entries(tree)) {
    const below = [...path, Array.isArray(tree) ? Number(key) : key];
    yield below;
    yield* placesIn(inner, below);
  }
}

const nodeAt = (tree: Tree, path: Place): Tree =>
  path.reduce<Tree>(
    (node, part) => childrenOf(node).find(([key]) => key === String(part))?.[1] ?? null,
    tree,
  );

const childrenOf = (node: Tree): [string, Tree][] =>
  typeof node === "object" && node !== null ? Object.entries(node) : [];

/** A tree whose entry at a place becomes none, one or two. A swap may have taken the place away: nothing happens. */
function changed(tree: Tree, [part, ...rest]: Place, into: (key: string) => [string, Tree][]): Tree {
  if (part === undefined || typeof tree !== "object" || tree === null) return tree;
  const entries = childrenOf(tree).flatMap(([key, inner]): [string, Tree][] => {
    if (key !== String(part)) return [[key, inner]];
    return rest.length === 0 ? into(key) : [[key, changed(inner, rest, into)]];
  });
  return Array.isArray(tree) ? entries.map(([, inner]) => inner) : Object.fromEntries(entries);
}
