import type { AccessPoint, Bucket, Model, Secret } from "../model";
import { groupedBy } from "../values";
import { moreNode } from "./more";
import { type Namer, shown } from "./names";
import { type Edge, groupOf, type Member, type Node, type Part } from "./picture";
import { NONE, type Portion, portions, type Shares } from "./shares";

const SOURCES = { create: "created", import: "adopted", existing: "there already" } as const;

/** Each Region's access points, the buckets behind them, and secrets: what the appliance role is there to read. */
export function storagePart(model: Model, role: string, shares: Shares, idOf: Namer): Part {
  const points = portions(byRegion(model.accessPoints), shares.accessPoints);
  const buckets = portions(byRegion(model.buckets), shares.buckets);
  const secrets = portions(byRegion(model.secrets), shares.secrets);
  const members: Member[] = [];
  const edges: Edge[] = [];
  for (const region of model.regions) {
    const ofRegion: Namer = (kind, ...names) => idOf(kind, region, ...names);
    const reads = (to: string, what: string) => readEdge(model, role, to, what);
    const shownPoints = points.get(region) ?? NONE;
    const stored = objectsPart(shownPoints, buckets.get(region) ?? NONE, model, role, reads, ofRegion);
    const kept = secretsPart(secrets.get(region) ?? NONE, model, role, reads, ofRegion);
    const words = [
      ...(stored.members.length > 0 ? ["storage"] : []),
      ...(kept.members.length > 0 ? ["secrets"] : []),
    ];
    const inside = [...stored.members, ...kept.members];
    members.push(...groupOf(ofRegion("storage"), `${region}: ${words.join(" and ")}`, inside));
    edges.push(...stored.edges, ...kept.edges);
  }
  return { members, edges };
}

const byRegion = <E extends { readonly region: string }>(entries: readonly E[]): Map<string, E[]> =>
  groupedBy(entries, ({ region }) => region);

/** What the role reads; in quarantine it is denied that. */
function readEdge({ lifecycle }: Model, from: string, to: string, what: string): Edge {
  const isShut = lifecycle === "quarantined";
  return {
    from,
    to,
    tone: isShut ? "shut" : "plain",
    lines: [`${isShut ? "denied" : "reads"} ${what}`.trim()],
  };
}

type Reads = (to: string, what: string) => Edge;

function objectsPart(
  { drawn, counted }: Portion<AccessPoint>,
  portion: Portion<Bucket>,
  model: Model,
  role: string,
  reads: Reads,
  idOf: Namer,
): Part {
  const all = [...portion.drawn, ...portion.counted];
  const behind = new Set(drawn.map(({ bucket }) => bucket));
  const ordered = [
    ...all.filter(({ name }) => behind.has(name)),
    ...all.filter(({ name }) => !behind.has(name)),
  ];
  const buckets = ordered.slice(0, Math.max(behind.size, portion.drawn.length));
  const ids = new Map(buckets.map(({ name }) => [name, idOf("bucket", name)]));
  const points = drawn.map((point) => ({
    point,
    node: pointNode(point, model, idOf("access_point", point.name)),
  }));
  const morePoints = moreNode("accessPoint", "access point", counted.length, drawn.length, () =>
    idOf("more_access_points"),
  );
  const moreBuckets = moreNode("bucket", "bucket", all.length - buckets.length, buckets.length, () =>
    idOf("more_buckets"),
  );
  const viaMore = new Set(counted.map(({ bucket }) => bucket));
  const arrows = (point: string, bucket: string): Edge => ({
    from: point,
    to: bucket,
    tone: "plain",
    lines: [],
  });
  const unread = (to: string): Edge => ({ from: role, to, tone: "shut", lines: ["no access point"] });
  return {
    members: [
      ...points.map(({ node }) => node),
      ...morePoints,
      ...buckets.map((bucket) => bucketNode(bucket, ids.get(bucket.name) ?? "")),
      ...moreBuckets,
    ],
    edges: [
      ...points.map(({ point, node }) =>
        reads(node.id, point.prefix === "" ? "every object" : `${shown(point.prefix)}*`),
      ),
      ...points.map(({ point, node }) => arrows(node.id, ids.get(point.bucket) ?? "")),
      ...morePoints.map(({ id }) => reads(id, "")),
      ...morePoints.flatMap(({ id }) => [
        ...buckets.filter(({ name }) => viaMore.has(name)).map(({ name }) => arrows(id, ids.get(name) ?? "")),
        ...moreBuckets.map((more) => arrows(id, more.id)),
      ]),
      ...buckets
        .filter(({ name }) => !behind.has(name) && !viaMore.has(name))
        .map(({ name }) => unread(ids.get(name) ?? "")),
      ...(morePoints.length > 0 ? [] : moreBuckets.map(({ id }) => unread(id))),
    ],
  };
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
    ...(lifecycle === "quarantined" ? ["shut (quarantined)"] : []),
  ],
});

const bucketNode = ({ name, source }: Bucket, id: string): Node => ({
  is: "node",
  id,
  kind: "bucket",
  tone: "plain",
  lines: [shown(name), `bucket, ${SOURCES[source]}`],
});

function secretsPart(
  { drawn, counted }: Portion<Secret>,
  { roles }: Model,
  role: string,
  reads: Reads,
  idOf: Namer,
): { readonly members: readonly Node[]; readonly edges: readonly Edge[] } {
  const members = [
    ...drawn.map(({ name, source }): Node => {
      const lines = [shown(name), `secret, ${SOURCES[source]}`];
      return { is: "node", id: idOf("secret", name), kind: "secret", tone: "plain", lines };
    }),
    ...moreNode("secret", "secret", counted.length, drawn.length, () => idOf("more_secrets")),
  ];
  const edges = members.map(({ id }): Edge => {
    if (roles.appliance.readSecrets) return reads(id, "");
    return { from: role, to: id, tone: "shut", lines: ["may not read"] };
  });
  return { members, edges };
}
