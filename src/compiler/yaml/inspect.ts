import {
  type Alias,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  type YAMLMap,
  type YAMLSeq,
} from "yaml";
import { type Finding, type FindingKind, finding, type Particulars, type Place } from "../finding";
import { quoted } from "../text";
import { yamlKinds as kinds, LIMITS } from "./kinds";
import { isMergeKey } from "./tree";

/** Property names that JavaScript objects treat specially; no field of the language has one. */
const SPECIAL = new Set(["__proto__", "constructor", "prototype"]);

/** What a node becomes once its aliases are expanded. */
interface Extent {
  /** How many values. */
  readonly size: number;
  /** How many levels of nesting. */
  readonly height: number;
}

const LEAF: Extent = { size: 1, height: 0 };

interface Walk {
  readonly findings: Finding[];
  readonly anchors: Map<string, Node>;
  readonly aliases: Map<Alias, Node>;
  /** What each finished mapping or list with an anchor expands to. */
  readonly extents: Map<Node, Extent>;
  readonly open: Set<Node>;
}

/** Walks a document once, in order: depth, expansion, keys, duplicates, merges; and resolves every alias. */
export function inspectTree(root: YAMLMap): { findings: Finding[]; aliases: Map<Alias, Node> } {
  const walk: Walk = {
    findings: [],
    anchors: new Map(),
    aliases: new Map(),
    extents: new Map(),
    open: new Set(),
  };
  const { size } = visit(walk, root, 0);
  if (size > LIMITS.nodes) {
    report(walk, kinds.limit, root, `aliases expand this document to more than ${LIMITS.nodes} values`);
  }
  return walk;
}

/** Visits what is below a node and returns what it expands to. */
function visit(walk: Walk, node: unknown, depth: number): Extent {
  const extent = isAlias(node) ? visitAlias(walk, node) : LEAF;
  if (depth + extent.height > LIMITS.depth) {
    report(walk, kinds.limit, node, `more than ${LIMITS.depth} levels of nesting`);
    return LEAF;
  }
  if (!isScalar(node) && !isMap(node) && !isSeq(node)) return extent;
  if (node.anchor) walk.anchors.set(node.anchor, node);
  return isScalar(node) ? LEAF : visitInside(walk, node, depth);
}

function visitInside(walk: Walk, node: YAMLMap | YAMLSeq, depth: number): Extent {
  walk.open.add(node);
  const children = isMap(node) ? node.items.flatMap((pair) => [pair.key, pair.value]) : node.items;
  let size = 1;
  let height = 0;
  for (const child of children) {
    const extent = visit(walk, child, depth + 1);
    size += extent.size;
    height = Math.max(height, extent.height + 1);
  }
  if (isMap(node)) checkKeys(walk, node);
  walk.open.delete(node);
  if (node.anchor) walk.extents.set(node, { size, height });
  return { size, height };
}

function visitAlias(walk: Walk, alias: Alias): Extent {
  const node = walk.anchors.get(alias.source);
  if (node === undefined) {
    report(walk, kinds.alias, alias, `no anchor &${alias.source} stands before this alias`);
    return LEAF;
  }
  if (walk.open.has(node)) {
    report(walk, kinds.alias, alias, `the alias *${alias.source} stands inside its own anchor`);
    return LEAF;
  }
  walk.aliases.set(alias, node);
  return walk.extents.get(node) ?? LEAF;
}

function checkKeys(walk: Walk, map: YAMLMap): void {
  const first = new Map<string, Pair>();
  for (const pair of map.items) {
    if (isMergeKey(pair)) checkMerge(walk, pair);
    const key = checkKey(walk, pair);
    if (key === undefined) continue;
    const earlier = first.get(key);
    if (earlier === undefined) first.set(key, pair);
    else reportDuplicate(walk, key, pair, earlier);
  }
}

/** The key's text, or undefined after a finding. */
function checkKey(walk: Walk, pair: Pair): string | undefined {
  const { key } = pair;
  if (isScalar(key) && typeof key.value === "string") {
    if (!SPECIAL.has(key.value)) return key.value;
    report(walk, kinds.key, key, `the key ${quoted(key.value)} is not allowed`, {
      help: "choose another name",
    });
    return undefined;
  }
  const source = isScalar(key) ? key.source : undefined;
  const help = source ? { help: `quote it: "${source}":` } : {};
  const what = source ? `${quoted(source)} is not one` : "a mapping, a list or nothing is not one";
  report(walk, kinds.key, key ?? pair.value, `a key must be a string; ${what}`, help);
  return undefined;
}

function checkMerge(walk: Walk, pair: Pair): void {
  const follow = (node: unknown) => (isAlias(node) ? walk.aliases.get(node) : node);
  const value = follow(pair.value);
  const sources = isSeq(value) ? value.items.map(follow) : [value];
  if (sources.some((source) => !isMap(source))) {
    report(
      walk,
      kinds.merge,
      pair.value ?? pair.key,
      "`<<` takes a mapping, an alias of one, or a list of them",
    );
  }
}

function reportDuplicate(walk: Walk, key: string, pair: Pair, earlier: Pair): void {
  report(walk, kinds.duplicateKey, pair.key, `the key ${quoted(key)} stands twice in this mapping`, {
    help: "keep one of the two",
    related: [{ message: "first defined here", place: placeOf(earlier.key) }],
  });
}

function report(walk: Walk, kind: FindingKind, node: unknown, message: string, more?: Particulars): void {
  walk.findings.push(finding(kind, placeOf(node), message, more));
}

function placeOf(node: unknown): Place {
  const range = (node as Node | null | undefined)?.range;
  return { range: range ? [range[0], range[1]] : [0, 0] };
}
