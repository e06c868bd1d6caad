import { canonicalJson } from "../canonical-json";
import { groupedBy } from "../values";
import { argumentsOf, forces, isTagged } from "./resource-types";
import { Computed, Document, type Resource, type StackConfig } from "./stack";

export const ACTIONS = [
  "removed",
  "replaced",
  "restacked",
  "forgotten",
  "changed",
  "moved",
  "imported",
  "added",
] as const;
export type Action = (typeof ACTIONS)[number];

/** What Terraform will do to one resource, its state being what the old side applied. */
export interface ResourceChange {
  readonly action: Action;
  readonly stack: string;
  readonly address: string;
  /** Where it was, if elsewhere. */
  readonly from?: { readonly stack: string; readonly address: string };
  /** The arguments that change. */
  readonly arguments: readonly string[];
  /** Those of them that force Terraform to replace the resource. */
  readonly forcing: readonly string[];
}

/** What changes of a stack besides its resources. */
export interface StackChange {
  readonly stack: string;
  readonly account: string;
  readonly status: "new" | "gone" | "kept";
  /** `backend`, `required_version`, … */
  readonly settings: readonly string[];
  readonly interface: readonly string[];
}

/** Everything that changes for Terraform, in the order of stacks and addresses. */
export interface TerraformChanges {
  readonly stacks: readonly StackChange[];
  readonly resources: readonly ResourceChange[];
}

interface Placed {
  readonly stack: StackConfig;
  readonly resource: Resource;
}

export function terraformChanges(
  before: readonly StackConfig[],
  after: readonly StackConfig[],
): TerraformChanges {
  const [old, now] = [byStack(before), byStack(after)];
  const keys = [...new Set([...old.keys(), ...now.keys()])].sort();
  const kept = keys.map((key) => keptOf(old.get(key), now.get(key)));
  const restacked = paired(
    kept.flatMap(({ gone }) => gone),
    kept.flatMap(({ added }) => added),
  );
  const moved = new Set([...restacked].flat());
  const resources = [
    ...kept.flatMap(({ changes }) => changes),
    ...[...restacked].map(([from, to]) => changeOf(from, to, new Set())),
    ...kept.flatMap(({ gone }) => gone.filter((one) => !moved.has(one)).map(goneChange)),
    ...kept.flatMap(({ added }) => added.filter((one) => !moved.has(one)).map(newChange)),
  ].filter((change) => change !== undefined);
  return {
    stacks: keys.flatMap((key) => stackChange(old.get(key), now.get(key))),
    resources: resources.sort((a, b) => (placeOf(a) < placeOf(b) ? -1 : 1)),
  };
}

const placeOf = ({ stack, address }: ResourceChange): string => `${stack} ${address}`;

/** Another account's stack of that name is another stack. */
const byStack = (stacks: readonly StackConfig[]): Map<string, StackConfig> =>
  new Map(stacks.map((stack) => [`${stack.name} ${stack.account}`, stack]));

/** Resources of one stack: what stays at its address or is moved within it, what comes and what goes. */
function keptOf(before: StackConfig | undefined, after: StackConfig | undefined) {
  const old = [...(before?.resources.values() ?? [])].map(
    (resource) => ({ stack: before, resource }) as Placed,
  );
  const now = [...(after?.resources.values() ?? [])].map(
    (resource) => ({ stack: after, resource }) as Placed,
  );
  const byAddress = new Map(old.map((placed) => [placed.resource.address, placed]));
  const formerOf = new Map(after?.moved.map(({ from, to }) => [to, from]));
  const pairs = now.flatMap((placed): [Placed, Placed][] => {
    const { address } = placed.resource;
    const former = byAddress.get(address) ?? byAddress.get(formerOf.get(address) ?? "");
    return former ? [[former, placed]] : [];
  });
  const stays = new Set(pairs.flat());
  const nowOf = new Map(
    pairs
      .map(([from, to]) => [from.resource.address, to.resource.address] as const)
      .filter(([from, to]) => from !== to),
  );
  return {
    changes: changesOf(pairs.map(([from, to]) => [{ ...from, resource: renamed(from.resource, nowOf) }, to])),
    gone: old.filter((placed) => !stays.has(placed)).map((placed) => ({ ...placed, after })),
    added: now.filter((placed) => !stays.has(placed)),
  };
}

/** A resource of the old side with the references of the new one: what moves takes what refers to it along. */
const renamed = (resource: Resource, nowOf: ReadonlyMap<string, string>): Resource =>
  nowOf.size === 0
    ? resource
    : { ...resource, body: withReferences(resource.body, nowOf) as Resource["body"] };

function withReferences(value: unknown, nowOf: ReadonlyMap<string, string>): unknown {
  if (Array.isArray(value)) return value.map((item) => withReferences(item, nowOf));
  if (value instanceof Computed) {
    const [, address = "", argument = ""] = /^(.*)\.([a-z_]+)$/.exec(value.reference) ?? [];
    const now = nowOf.get(address);
    return now === undefined ? value : new Computed(`${now}.${argument}`);
  }
  if (typeof value !== "object" || value === null || value instanceof Document) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withReferences(item, nowOf)]));
}

/** What refers to a resource that is replaced changes with it: until it is known what by. */
function changesOf(pairs: readonly (readonly [Placed, Placed])[]): (ResourceChange | undefined)[] {
  let replaced = new Set<string>();
  for (;;) {
    const changes = pairs.map(([from, to]) => changeOf(from, to, replaced));
    const next = new Set(changes.flatMap((one) => (one && one.forcing.length > 0 ? [one.address] : [])));
    if (next.size === replaced.size) return changes;
    replaced = next;
  }
}

function changeOf(from: Placed, to: Placed, replaced: ReadonlySet<string>): ResourceChange | undefined {
  const { resource } = to;
  const names = [...new Set([...argumentsOf(resource), ...keptArguments(from.resource, resource)])].sort();
  const changed = names.filter(
    (name) =>
      canonicalJson(from.resource.body[name] ?? null) !== canonicalJson(resource.body[name] ?? null) ||
      refersTo(resource.body[name], replaced),
  );
  const isRetagged =
    isTagged(resource) && canonicalJson(from.stack.tags ?? null) !== canonicalJson(to.stack.tags ?? null);
  const all = isRetagged ? [...changed, "tags_all"] : changed;
  const forcing = changed.filter((name) => forces(resource, name));
  const isRestacked = from.stack.name !== to.stack.name;
  const isMoved = isRestacked || from.resource.address !== resource.address;
  if (all.length === 0 && !isMoved) return undefined;
  const action =
    forcing.length > 0 ? "replaced" : isRestacked ? "restacked" : isMoved ? "moved" : ("changed" as const);
  return {
    action,
    ...placeIn(to),
    ...(isMoved && { from: placeIn(from) }),
    arguments: all,
    forcing,
  };
}

const placeIn = ({ stack, resource }: Placed) => ({ stack: stack.name, address: resource.address });

/** What the new side says nothing of, unless it says that it is to be left as it is. */
const keptArguments = (from: Resource, to: Resource): string[] =>
  argumentsOf({ ...from, body: { ...from.body, lifecycle: to.body.lifecycle } });

function refersTo(value: unknown, addresses: ReadonlySet<string>): boolean {
  if (addresses.size === 0) return false;
  if (Array.isArray(value)) return value.some((item) => refersTo(item, addresses));
  if (!(value instanceof Computed)) return false;
  return addresses.has(value.reference.replace(/\.[a-z_]+$/, ""));
}

/** Resources that are in another stack now: of one address in one Region, and nothing else there has it. */
function paired(gone: readonly Placed[], added: readonly Placed[]): Map<Placed, Placed> {
  const keyOf = ({ stack, resource }: Placed) => [stack.account, stack.region, resource.address].join(" ");
  const candidates = groupedBy(added, keyOf);
  const pairs = new Map<Placed, Placed>();
  for (const [key, [from, ...others]] of groupedBy(gone, keyOf)) {
    const [to, ...more] = candidates.get(key) ?? [];
    if (from && to && others.length === 0 && more.length === 0) pairs.set(from, to);
  }
  return pairs;
}

function goneChange(placed: Placed & { readonly after: StackConfig | undefined }): ResourceChange {
  const isForgotten = placed.after?.removed.get(placed.resource.address) === false;
  return { action: isForgotten ? "forgotten" : "removed", ...placeIn(placed), arguments: [], forcing: [] };
}

function newChange(placed: Placed): ResourceChange {
  const isImported = placed.stack.imported.has(placed.resource.address);
  return { action: isImported ? "imported" : "added", ...placeIn(placed), arguments: [], forcing: [] };
}

function stackChange(before: StackConfig | undefined, after: StackConfig | undefined): StackChange[] {
  const { name: stack = "", account = "" } = after ?? before ?? {};
  if (!before || !after)
    return [{ stack, account, status: before ? "gone" : "new", settings: [], interface: [] }];
  const settings = differing(before.settings, after.settings);
  const faces = ["variable", "output"].flatMap((kind) =>
    differing(Object(before.interface[kind] ?? {}), Object(after.interface[kind] ?? {})).map(
      (name) => `${kind} ${name}`,
    ),
  );
  const region = before.region === after.region ? [] : ["region"];
  if (settings.length + faces.length + region.length === 0) return [];
  return [{ stack, account, status: "kept", settings: [...settings, ...region], interface: faces }];
}

const differing = (before: Readonly<Record<string, unknown>>, after: typeof before): string[] =>
  [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .filter((key) => canonicalJson(before[key] ?? null) !== canonicalJson(after[key] ?? null))
    .sort();
