import { type Alias, isAlias, isMap, isScalar, isSeq, type Node, type Pair, type YAMLMap } from "yaml";
import type { Path } from "../finding";

/** A document's nodes, and what each alias stands for. */
export interface Tree {
  readonly root: YAMLMap;
  readonly aliases: ReadonlyMap<Alias, Node>;
}

interface Entry {
  readonly pair: Pair;
  /** The aliases after `<<` that brought it. */
  readonly via: readonly Node[];
}

/** Mappings by key, made when a mapping is first looked into: thousands of findings may lie in one. */
const indexes = new WeakMap<YAMLMap, ReadonlyMap<unknown, Entry>>();

function entriesOf(tree: Tree, map: YAMLMap): ReadonlyMap<unknown, Entry> {
  const known = indexes.get(map);
  if (known !== undefined) return known;
  const index = new Map<unknown, Entry>();
  for (const entry of mergedPairs(tree, map)) {
    const key = isScalar(entry.pair.key) ? entry.pair.key.value : undefined;
    if (!index.has(key)) index.set(key, entry);
  }
  indexes.set(map, index);
  return index;
}

/** UTF-16 offsets into the text. */
export type Range = readonly [start: number, end: number];

/** Where a path leads: the key's and the value's ranges, and the aliases and merges passed on the way. */
export interface Spot {
  readonly key: Range | undefined;
  readonly value: Range;
  /** The uses (`*alias`, also after `<<`) through which the place is reached; key and value stand at the anchor. */
  readonly via: readonly Range[];
}

/** The node that an alias stands for, any other node itself. */
export function target(tree: Tree, node: unknown): unknown {
  return isAlias(node) ? tree.aliases.get(node) : node;
}

export const isMergeKey = (pair: Pair): boolean =>
  isScalar(pair.key) && pair.key.value === "<<" && pair.key.type === "PLAIN";

/** A mapping's pairs with `<<` replaced by what it brings, in order of precedence: own keys, then the earlier source. */
export function* mergedPairs(tree: Tree, map: YAMLMap): Generator<Entry> {
  for (const pair of map.items) if (!isMergeKey(pair)) yield { pair, via: [] };
  for (const merge of map.items.filter(isMergeKey)) {
    const value = target(tree, merge.value);
    for (const source of isSeq(value) ? value.items : [merge.value]) {
      const merged = target(tree, source);
      if (!isMap(merged)) continue;
      const use = isAlias(source) ? [source] : [];
      for (const { pair, via } of mergedPairs(tree, merged)) yield { pair, via: [...use, ...via] };
    }
  }
}

interface Step {
  readonly node: unknown;
  readonly spot: Spot;
}

/** Finds a path's place; stops at the last part that exists, so that a missing key points at its mapping. */
export function locate(tree: Tree, path: Path): Spot {
  return walk(tree, path).spot;
}

/** The text of the scalar at a path as the user wrote it: 012345678901 is 12345678901 to YAML, the text has the 0. */
export function scalarText(tree: Tree, path: Path): string | undefined {
  const { node, whole } = walk(tree, path);
  const scalar = target(tree, node);
  return whole && isScalar(scalar) ? scalar.source : undefined;
}

/** Whether the scalar at a path is a text below `|` or `>`. */
export function isBlockText(tree: Tree, path: Path): boolean {
  const { node, whole } = walk(tree, path);
  const scalar = target(tree, node);
  return whole && isScalar(scalar) && (scalar.type === "BLOCK_LITERAL" || scalar.type === "BLOCK_FOLDED");
}

/** Whether the list at a path is written in brackets. */
export function isFlowList(tree: Tree, path: Path): boolean {
  const { node, whole } = walk(tree, path);
  const list = target(tree, node);
  return whole && isSeq(list) && list.flow === true;
}

/** Whether an alias stands at a path. */
export const isAliased = (tree: Tree, path: Path): boolean => isAlias(walk(tree, path).node);

/** Whether the document has a value at a path. */
export const isWritten = (tree: Tree, path: Path): boolean => walk(tree, path).whole;

/** The keys of the mapping at a path as written, those that start with x- among them. */
export function keysAt(tree: Tree, path: Path): string[] {
  const { node, whole } = walk(tree, path);
  const map = target(tree, node);
  if (!whole || !isMap(map)) return [];
  return [...mergedPairs(tree, map)].map(({ pair }) => (isScalar(pair.key) ? String(pair.key.value) : ""));
}

function walk(tree: Tree, path: Path): Step & { whole: boolean } {
  let step: Step = { node: tree.root, spot: { key: undefined, value: rangeOf(tree.root), via: [] } };
  for (const part of path) {
    const next = enter(tree, step, part);
    if (next === undefined) return { ...step, whole: false };
    step = next;
  }
  return { ...step, whole: true };
}

function enter(tree: Tree, { node, spot }: Step, part: string | number): Step | undefined {
  const inside = target(tree, node);
  if (isSeq(inside) && typeof part === "number") {
    const item = inside.items[part];
    return item === undefined ? undefined : stepTo(tree, undefined, item, spot.via);
  }
  if (!isMap(inside)) return undefined;
  const entry = entriesOf(tree, inside).get(part);
  if (entry === undefined) return undefined;
  const { pair, via } = entry;
  return stepTo(tree, isScalar(pair.key) ? pair.key : undefined, pair.value, [
    ...spot.via,
    ...via.map(rangeOf),
  ]);
}

function stepTo(tree: Tree, key: Node | undefined, node: unknown, via: readonly Range[]): Step {
  const keyRange = key ? rangeOf(key) : undefined;
  if (node === null) return { node, spot: { key: keyRange, value: keyRange ?? [0, 0], via } };
  if (!isAlias(node)) return { node, spot: { key: keyRange, value: rangeOf(node), via } };
  return {
    node,
    spot: { key: keyRange, value: rangeOf(tree.aliases.get(node)), via: [...via, rangeOf(node)] },
  };
}

/** A node's own text, without the white space and comments that follow it. */
function rangeOf(node: unknown): Range {
  const range = (node as Node | null | undefined)?.range;
  return range ? [range[0], range[1]] : [0, 0];
}
