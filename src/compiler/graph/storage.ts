import type { AccessPoint, Bucket, Model, Secret } from "../model";
import { counted } from "../text";
import { groupedBy } from "../values";
import { type Namer, shown } from "./names";
import { type Edge, groupOf, type Member, type Node, type Part } from "./picture";
import { NONE, type Portion, portions, type Shares } from "./shares";

const SOURCES = { create: "created", import: "adopted", existing: "there already" } as const;

/** A Region's access points, the buckets behind them, and secrets: what the appliance role is there to read. */
export function storagePart(model: Model, role: string, shares: Shares, idOf: Namer): Part {
  const points = portions(byRegion(model.accessPoints), shares.accessPoints);
  const secrets = portions(byRegion(model.secrets), shares.secrets);
  const buckets = portions(byRegion(model.buckets), shares.buckets);
  const members: Member[] = [];
  const edges: Edge[] = [];
  for (const region of model.regions) {
    const { drawn, counted: rest } = points.get(region) ?? NONE;
    const stored = bucketsOf(buckets.get(region), drawn, region, idOf);
    const own = drawn.map((point) => ({
      point,
      node: pointNode(point, model, idOf("access_point", region, point.name)),
    }));
    for (const { point, node } of own) {
      edges.push(
        readEdge(model, role, node.id, [point.prefix === "" ? "every object" : `${shown(point.prefix)}*`]),
      );
      const behind = stored.ids.get(point.bucket);
      if (behind !== undefined) edges.push({ from: node.id, to: behind, tone: "plain", lines: [] });
    }
    const morePoints = moreNode("accessPoint", "access point", rest.length, drawn.length, () =>
      idOf("more_access_points", region),
    );
    edges.push(...morePoints.map(({ id }) => readEdge(model, role, id, [])));
    const kept = secretsOf(model, secrets.get(region), role, region, idOf);
    edges.push(...kept.edges);
    const inside = [...own.map(({ node }) => node), ...morePoints, ...stored.nodes, ...kept.members];
    const title = `${region}: ${titleOf(inside)}`;
    if (inside.length > 0) members.push(...groupOf(idOf("storage", region), title, inside));
  }
  return { members, edges };
}

const byRegion = <E extends { readonly region: string }>(entries: readonly E[]): Map<string, E[]> =>
  groupedBy(entries, ({ region }) => region);

function titleOf(nodes: readonly Node[]): string {
  const has = (...kinds: readonly Node["kind"][]) => nodes.some(({ kind }) => kinds.includes(kind));
  const words = [...(has("accessPoint", "bucket") ? ["storage"] : []), ...(has("secret") ? ["secrets"] : [])];
  return words.join(" and ");
}

/** What the role reads; in quarantine it is denied that. */
function readEdge({ lifecycle }: Model, from: string, to: string, what: readonly string[]): Edge {
  const isShut = lifecycle === "quarantined";
  const [first = "", ...others] = what;
  const verb = isShut ? "denied" : "reads";
  return { from, to, tone: isShut ? "shut" : "plain", lines: [`${verb} ${first}`.trim(), ...others] };
}

const pointNode = ({ name, vpcId, source }: AccessPoint, { lifecycle }: Model, id: string): Node => ({
  is: "node",
  id,
  kind: "accessPoint",
  tone: lifecycle === "quarantined" ? "shut" : "plain",
  lines: [
    shown(name),
    `access point, ${SOURCES[source]}`,
    ...(vpcId === undefined ? [] : [`only from ${vpcId}`]),
  ],
});

/** The buckets behind the access points that are drawn, and others while there is room. */
function bucketsOf(
  portion: Portion<Bucket> = NONE,
  points: readonly AccessPoint[],
  region: string,
  idOf: Namer,
): { readonly nodes: readonly Node[]; readonly ids: ReadonlyMap<string, string> } {
  const all = [...portion.drawn, ...portion.counted];
  const behind = new Set(points.map(({ bucket }) => bucket));
  const ordered = [
    ...all.filter(({ name }) => behind.has(name)),
    ...all.filter(({ name }) => !behind.has(name)),
  ];
  const drawn = ordered.slice(0, Math.max(behind.size, portion.drawn.length));
  const ids = new Map(drawn.map(({ name }) => [name, idOf("bucket", region, name)]));
  const nodes = drawn.map((bucket): Node => bucketNode(bucket, ids.get(bucket.name) ?? ""));
  const more = moreNode("bucket", "bucket", all.length - drawn.length, drawn.length, () =>
    idOf("more_buckets", region),
  );
  return { nodes: [...nodes, ...more], ids };
}

const bucketNode = ({ name, source }: Bucket, id: string): Node => ({
  is: "node",
  id,
  kind: "bucket",
  tone: "plain",
  lines: [shown(name), `bucket, ${SOURCES[source]}`],
});

function secretsOf(
  model: Model,
  { drawn, counted: rest }: Portion<Secret> = NONE,
  role: string,
  region: string,
  idOf: Namer,
): { readonly members: readonly Node[]; readonly edges: readonly Edge[] } {
  const { readSecrets } = model.roles.appliance;
  const unread = readSecrets ? [] : ["the appliance role may not read it"];
  const nodes = drawn.map(({ name, source }): Node => {
    const lines = [shown(name), `secret, ${SOURCES[source]}`, ...unread];
    return { is: "node", id: idOf("secret", region, name), kind: "secret", tone: "plain", lines };
  });
  const members = [
    ...nodes,
    ...moreNode("secret", "secret", rest.length, drawn.length, () => idOf("more_secrets", region)),
  ];
  const edges = readSecrets ? members.map(({ id }) => readEdge(model, role, id, [])) : [];
  return { members, edges };
}

/** `and 12 more secrets`, or `12 secrets` where none is drawn. */
export function moreNode(
  kind: Node["kind"],
  noun: string,
  count: number,
  drawn: number,
  id: () => string,
): Node[] {
  if (count === 0) return [];
  const line = drawn === 0 ? counted(count, noun) : `and ${counted(count, `more ${noun}`)}`;
  return [{ is: "node", id: id(), kind, tone: "plain", lines: [line] }];
}
