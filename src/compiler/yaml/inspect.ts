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
import { LIMITS } from "../limits";
import { nearest } from "../nearest";
import { quoted } from "../text";
import { EXPLAIN_LIMIT, yamlKinds as kinds } from "./kinds";
import { isMergeKey } from "./tree";
import { nodeName } from "./words";

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
export function inspectTree(root: Node | null): { findings: Finding[]; aliases: Map<Alias, Node> } {
  const walk: Walk = {
    findings: [],
    anchors: new Map(),
    aliases: new Map(),
    extents: new Map(),
    open: new Set(),
  };
  visit(walk, root, 0);
  return walk;
}

/** Visits what is below a node and returns what it expands to. */
function visit(walk: Walk, node: unknown, depth: number): Extent {
  const extent = isAlias(node) ? visitAlias(walk, node) : LEAF;
  if (depth + extent.height > LIMITS.depth) {
    return beyond(walk, node, `this is nested more than ${LIMITS.depth} levels deep`);
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
  if (size > LIMITS.values) {
    const extent = beyond(walk, node, `with its aliases expanded this has more than ${LIMITS.values} values`);
    if (node.anchor) walk.extents.set(node, extent);
    return extent;
  }
  if (node.anchor) walk.extents.set(node, { size, height });
  return { size, height };
}

/** Reports a limit once: what is beyond it counts no further. */
function beyond(walk: Walk, node: unknown, message: string): Extent {
  if (!walk.findings.some(({ code }) => code === kinds.limit.code))
    report(walk, kinds.limit, node, message, { help: EXPLAIN_LIMIT });
  return LEAF;
}

function visitAlias(walk: Walk, alias: Alias): Extent {
  const node = walk.anchors.get(alias.source);
  if (node === undefined) {
    const near = nearest(alias.source, [...walk.anchors.keys()]);
    const help = near ? `did you mean *${near}?` : "define it first: an anchor stands before its aliases";
    const message = `the alias ${quoted(`*${alias.source}`)} has no anchor before it`;
    report(walk, kinds.alias, alias, message, { help });
    return LEAF;
  }
  if (walk.open.has(node)) {
    const message = `the alias ${quoted(`*${alias.source}`)} stands inside its own anchor`;
    report(walk, kinds.alias, alias, message, {
      help: "write out what is meant here: an anchor can't hold itself",
      related: [{ message: "the anchor", place: placeOf(node) }],
    });
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
  if (isMap(key) && key.items.some((inner) => isMap(inner.key))) return undefined; // {{ x }}: the inner one is told
  const isEmpty = key === null || (isScalar(key) && key.source === ""); // has no place of its own
  report(walk, kinds.key, isEmpty ? pair.value : key, `a key must be a string; found ${nodeName(key)}`, {
    help: keyHelp(key),
  });
  return undefined;
}

function keyHelp(key: unknown): string {
  if (isScalar(key) && key.source) return `quote it: "${key.source}":`;
  if (isMap(key) && key.flow) return "a template such as {{ … }} must be filled in before it is compiled";
  return isAlias(key) ? "write the key itself" : "write a string in front of the colon";
}

function checkMerge(walk: Walk, pair: Pair): void {
  const follow = (node: unknown) => (isAlias(node) ? walk.aliases.get(node) : node);
  const value = follow(pair.value);
  if (isAlias(pair.value) && isSeq(value)) {
    checkMergedList(walk, pair.value, value, follow);
    return;
  }
  for (const source of isSeq(value) ? value.items : [pair.value ?? pair.key]) {
    const merged = follow(source);
    if (isMap(merged) || merged === undefined) continue; // an alias of nothing is reported already
    const message = `"<<" merges a mapping or a list of mappings; found ${nodeName(merged)}`;
    const related = isAlias(source) ? [{ message: "the anchor", place: placeOf(merged) }] : [];
    report(walk, kinds.merge, source, message, { help: mergeHelp(source, merged), related });
  }
}

/** A list behind an alias is one mistake, however many of its entries can't be merged. */
function checkMergedList(walk: Walk, alias: Alias, list: YAMLSeq, follow: (node: unknown) => unknown): void {
  const wrong = list.items.map(follow).find((item) => item !== undefined && !isMap(item));
  if (wrong === undefined) return;
  const message = `"<<" merges a mapping or a list of mappings; found a list with ${nodeName(wrong)} in it`;
  const related = [{ message: "the anchor", place: placeOf(list) }];
  report(walk, kinds.merge, alias, message, { help: mergeHelp(alias, wrong), related });
}

function mergeHelp(source: unknown, merged: unknown): string {
  if (isAlias(source)) return `write the key that it is meant for: KEY: *${source.source}`;
  const isNothing = merged === null || (isScalar(merged) && merged.value === null);
  return isNothing ? "remove it, or name a mapping: <<: *ANCHOR" : "write the key that it is meant for";
}

function reportDuplicate(walk: Walk, key: string, pair: Pair, earlier: Pair): void {
  report(walk, kinds.duplicateKey, pair.key, `the key ${quoted(key)} is in this mapping already`, {
    help: duplicateHelp(key),
    related: [{ message: "first defined here", place: placeOf(earlier.key) }],
  });
}

function duplicateHelp(key: string): string {
  if (key === "<<") return "merge several with one list: <<: [*one, *another]";
  return /^-\w/.test(key) ? `put a space after the hyphen: - ${key.slice(1)}` : "keep one of them";
}

function report(walk: Walk, kind: FindingKind, node: unknown, message: string, more?: Particulars): void {
  walk.findings.push(finding(kind, placeOf(node), message, more));
}

function placeOf(node: unknown): Place {
  const range = (node as Node | null | undefined)?.range;
  return { range: range ? [range[0], range[1]] : [0, 0] };
}
