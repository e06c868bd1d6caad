import {
  isAlias,
  isCollection,
  isMap,
  isNode,
  isScalar,
  isSeq,
  type Pair,
  type Scalar,
  type YAMLMap,
  type YAMLSeq,
} from "yaml";
import { LIMITS } from "../limits";
import { isPlainArgument } from "../validate/backend-keys";
import { resolved, type SchemaNode } from "../validate/schema";
import { isMergeKey, type Range } from "../yaml/tree";
import { assignmentsIn } from "./assignments";
import { hasSecretForm } from "./forms";
import { namesAuth, namesSecret } from "./names";
import { secretsBesideIn } from "./neighbours";
import { userPartsIn } from "./urls";

const SECRET = "#/$defs/secret";
const BACKEND = "#/$defs/backend";
/** Below these, what stands under a key that the language lacks is most likely a credential. */
const CONFIDENTIAL: readonly unknown[] = [SECRET, BACKEND];

interface Walk {
  readonly text: string;
  readonly found: Range[];
  /** Nodes by the names of their anchors; a broken document may have a name twice. */
  readonly anchors: ReadonlyMap<string, readonly unknown[]>;
  /** What was looked at already, and as what: an anchor may be used everywhere. */
  readonly seen: Map<SchemaNode | undefined, Set<unknown>>;
  readonly hidden: Set<unknown>;
  /** Whether something lies too deep to be looked at. */
  isTooDeep: boolean;
}

/** What the schema says of a place. */
interface Place {
  readonly schema: SchemaNode | undefined;
  readonly confidential: boolean;
  /** The kind of backend that it lies in. */
  readonly backend?: string | undefined;
  readonly depth: number;
}

/**
 * Where secrets stand in a YAML tree, which may be that of a broken document: told by keys' names, and by their places.
 * Undefined for a tree that is nested too deeply.
 */
export function secretsInTree(text: string, root: unknown, schema: SchemaNode): Range[] | undefined {
  const walk: Walk = {
    text,
    found: [],
    anchors: anchorsOf(root),
    seen: new Map(),
    hidden: new Set(),
    isTooDeep: false,
  };
  look(walk, root, { schema, confidential: false, depth: 0 });
  return walk.isTooDeep ? undefined : walk.found;
}

/** A node and all below it. Without recursion: a broken document may be nested deeper than the stack is. */
function nodesIn(root: unknown): unknown[] {
  const nodes = [root];
  for (let at = 0; at < nodes.length; at++) {
    const node = nodes[at];
    if (isMap(node)) for (const { key, value } of node.items) nodes.push(key, value);
    else if (isSeq(node)) for (const item of node.items) nodes.push(item);
  }
  return nodes;
}

function anchorsOf(root: unknown): Map<string, unknown[]> {
  const anchors = new Map<string, unknown[]>();
  for (const node of nodesIn(root)) {
    if (!(isScalar(node) || isCollection(node)) || !node.anchor) continue;
    const named = anchors.get(node.anchor);
    if (named) named.push(node);
    else anchors.set(node.anchor, [node]);
  }
  return anchors;
}

/** The nodes that an alias may stand for, any other node itself. */
const targetsOf = ({ anchors }: Walk, node: unknown): readonly unknown[] =>
  isAlias(node) ? (anchors.get(node.source) ?? []) : [node];

/** Hides a node, what its aliases stand for, and the comment behind it. */
function hide(walk: Walk, root: unknown): void {
  const open = [root];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (walk.hidden.has(node)) continue;
    walk.hidden.add(node);
    const range = isNode(node) ? node.range : undefined;
    if (range) walk.found.push([range[0], range[2]]);
    for (const inner of nodesIn(node)) if (isAlias(inner)) open.push(...targetsOf(walk, inner));
  }
}

function look(walk: Walk, node: unknown, place: Place): void {
  for (const target of targetsOf(walk, node)) {
    if (wasSeen(walk, target, place)) continue;
    if (isScalar(target)) lookAtText(walk, target, place.confidential);
    else if (place.depth > LIMITS.depth) walk.isTooDeep = true;
    else if (isMap(target) || isSeq(target)) lookInside(walk, target, place);
  }
}

/** Whether a node was looked at as the same. Without anchors there is one way to each. */
function wasSeen({ anchors, seen }: Walk, node: unknown, { schema }: Place): boolean {
  if (anchors.size === 0) return false;
  const nodes = seen.get(schema) ?? new Set();
  seen.set(schema, nodes);
  if (nodes.has(node)) return true;
  nodes.add(node);
  return false;
}

/**
 * URLs with a user part; where escapes keep it, a token or a key from being found in the text, all of the string. In the backend, where
 * hosts are named, also `user:password@host`.
 */
function lookAtText(walk: Walk, scalar: Scalar, confidential: boolean): void {
  const { value, range } = scalar;
  if (confidential && typeof value === "string" && /^[^\s/:@]+:[^\s@]+@/.test(value)) hide(walk, scalar);
  if (typeof value !== "string" || !range) return;
  lookAtAssignments(walk, scalar, value);
  if (!hasSecretForm(value)) return;
  if (!hasSecretForm(walk.text.slice(range[0], range[1]))) hide(walk, scalar);
  const parts = userPartsIn(walk.text.slice(range[0], range[1]));
  for (const [from, to] of parts) walk.found.push([range[0] + from, range[0] + to]);
}

/** What a text sets by a secret's name; all of the text where escapes keep that from being found as it stands. */
function lookAtAssignments(walk: Walk, scalar: Scalar, value: string): void {
  const assigned = assignmentsIn(value);
  const start = scalar.range?.[0] ?? 0;
  const written = assigned.length === 0 ? [] : assignmentsIn(walk.text.slice(start, scalar.range?.[1]));
  if (written.length < assigned.length) hide(walk, scalar);
  for (const { value: part } of written) walk.found.push([start + part[0], start + part[1]]);
}

type Collection = YAMLMap | YAMLSeq;

function lookInside(walk: Walk, node: Collection, place: Place): void {
  const schema = resolved(place.schema ?? {});
  const confidential = place.confidential || CONFIDENTIAL.includes(schema.$ref);
  const inside = { confidential, backend: place.backend, depth: place.depth + 1 };
  for (const secret of secretsBesideIn(node)) hide(walk, secret);
  if (confidential && schema.type !== (isMap(node) ? "object" : "array")) {
    hide(walk, node);
  } else if (isMap(node)) {
    for (const pair of node.items) lookAtPair(walk, pair, schema, { ...inside, schema: place.schema });
  } else {
    for (const item of node.items) look(walk, item, { ...inside, schema: schema.items });
  }
}

/** The list of secrets, or what stands in its place. */
function lookAtSecrets(walk: Walk, list: unknown, place: Place): void {
  for (const target of targetsOf(walk, list))
    for (const entry of isSeq(target) ? target.items : [target]) lookAtSecret(walk, entry, place);
}

/** An entry of the list of secrets. A text in its place is a forgotten `name:` or a secret. */
function lookAtSecret(walk: Walk, entry: unknown, place: Place): void {
  const isName = (node: unknown) => isScalar(node) && /^panorama/i.test(String(node.value));
  for (const target of targetsOf(walk, entry)) {
    if (isMap(target)) look(walk, target, place);
    else if (!isName(target) && !isNothing(target)) hide(walk, target);
  }
  if (targetsOf(walk, entry).length === 0) hide(walk, entry);
}

/** `~` or `null`, and nothing else. */
const isNothing = (node: unknown): boolean =>
  isScalar(node) &&
  node.value === null &&
  /^(~|null)?$/i.test(node.source ?? "") &&
  !node.tag &&
  !node.anchor;

/** A key and its value. `outside` is the mapping's own place. */
function lookAtPair(walk: Walk, pair: Pair, schema: SchemaNode, outside: Place): void {
  const { key, value } = pair;
  const name = isScalar(key) ? String(key.value) : "";
  const known = Object.hasOwn(schema.properties ?? {}, name) ? schema.properties?.[name] : undefined;
  if (!isMergeKey(pair)) look(walk, key, { ...outside, schema: undefined });
  if (isMergeKey(pair)) lookAtMerge(walk, value, outside);
  else if (known === undefined) lookAtUnknown(walk, pair, name, outside);
  else if (known.items?.$ref === SECRET) lookAtSecrets(walk, value, { ...outside, schema: known.items });
  else if (name === "value" && schema.$ref === SECRET) lookAtSource(walk, pair, known);
  else if (schema.$ref === BACKEND) look(walk, value, { ...outside, schema: known, backend: name });
  else look(walk, value, { ...outside, schema: known });
}

/** What `<<` brings counts where it is brought to. */
function lookAtMerge(walk: Walk, value: unknown, place: Place): void {
  for (const target of targetsOf(walk, value)) {
    for (const source of isSeq(target) ? target.items : [target]) {
      if (place.confidential && !targetsOf(walk, source).every(isMap)) hide(walk, source);
      else look(walk, source, place);
    }
  }
}

/** A key that is not the language's: one that is ignored, part of a free text, or a mistake. */
function lookAtUnknown(walk: Walk, pair: Pair, name: string, outside: Place): void {
  const [start = "", rest] = name.split(/[:=](.*)/s); // `{ password:hunter2 }` is a key
  const hides =
    namesSecret(pair.value === null ? start : name) ||
    (namesAuth(name) && !isWord(pair.value)) ||
    (outside.confidential && !isHarmless(name, pair.value, outside.backend));
  if (!hides) look(walk, pair.value, { ...outside, schema: undefined });
  else if (pair.value !== null) hideValue(walk, pair);
  if (hides && (rest !== undefined || (pair.value === null && !namesSecret(name)))) hide(walk, pair.key);
}

/** A collection, or a word as of a way to show who one is: `digest`. */
const isWord = (node: unknown): boolean => !isScalar(node) || /^[a-z_-]*$/i.test(String(node.value));

/** Whether what stands behind a key is no credential: true, false, or in a backend an argument of its own in plain form. */
const isHarmless = (name: string, value: unknown, backend = ""): boolean =>
  isScalar(value) &&
  (typeof value.value === "boolean" || isPlainArgument(backend, name, String(value.value)));

/** `secrets[].value` says where the value comes from; any other word there is the value itself. */
function lookAtSource(walk: Walk, pair: Pair, { enum: sources }: SchemaNode): void {
  const isSource = (node: unknown) => isScalar(node) && sources?.includes(String(node.value));
  const targets = targetsOf(walk, pair.value);
  if (targets.length === 0 || !targets.every(isSource)) hideValue(walk, pair);
}

/** Hides all behind a key's colon: a secret that starts with `&`, `!` or `#` is an anchor, a tag or a comment to YAML. */
function hideValue(walk: Walk, { key, value }: Pair): void {
  hide(walk, value);
  const after = isNode(key) ? (key.range?.[1] ?? 0) : 0;
  const colon = walk.text.indexOf(":", after);
  const start = isNode(value) ? (value.range?.[0] ?? 0) : 0;
  if (after === 0 || colon === -1 || colon >= start) return;
  const isEmpty = isScalar(value) && value.source === "";
  const lineEnd = walk.text.indexOf("\n", colon);
  walk.found.push([colon + 1, isEmpty ? (lineEnd === -1 ? walk.text.length : lineEnd) : start]);
}
