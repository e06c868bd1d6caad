import {
  type Edge,
  type Group,
  groupsOf,
  type Member,
  type Node,
  type NodeKind,
  nodesOf,
  type Picture,
} from "./picture";
import { FILLS, FRAME, LINES, TEXT } from "./style";

/** https://graphviz.org/doc/info/shapes.html */
const SHAPES: Readonly<Record<NodeKind, string>> = {
  service: "ellipse",
  account: "box",
  role: "box",
  policy: "note",
  appliance: "box",
  iotPolicy: "note",
  accessPoint: "cds",
  bucket: "cylinder",
  secret: "box",
  job: "box",
};

type Attributes = Readonly<Record<string, string>>;

/** A digraph for Graphviz's dot. Ends with a line feed. */
export function dotText(picture: Picture): string {
  const groups = new Map(groupsOf(picture.members).map((group) => [group.id, group]));
  const graph = {
    label: `${quotable(picture.title)}\\nDashed: retired, inactive or denied. Thick: wide, and said so.`,
    labelloc: "t",
    rankdir: "LR",
    compound: "true",
    newrank: "true",
    ranksep: "0.4",
    nodesep: "0.15",
    bgcolor: "#ffffff",
    ...font("16"),
  };
  return [
    "digraph panorama {",
    `  graph ${attributes(graph)}`,
    `  node ${attributes({ style: "filled", margin: "0.2,0.07", ...font("12") })}`,
    `  edge ${attributes({ color: LINES.plain, ...font("11") })}`,
    ...picture.members.flatMap((member) => memberLines(member, 1)),
    ...picture.edges.map((edge) => edgeLine(edge, groups)),
    ...alignment(picture.edges, groups),
    "}",
    "",
  ].join("\n");
}

/** Graphviz knows Verdana's widths by heart. It is wide: what stands in for it elsewhere fits into the same boxes. */
const font = (size: string): Attributes => ({ fontname: "Verdana", fontsize: size, fontcolor: TEXT });

function memberLines(member: Member, depth: number): string[] {
  const indent = "  ".repeat(depth);
  if (member.is === "node") return [`${indent}${name(member.id)} ${attributes(nodeAttributes(member))}`];
  const { id, title, members } = member;
  const inner = {
    id,
    label: quotable(title),
    style: "rounded,filled",
    color: FRAME.line,
    fillcolor: FRAME.fill,
    labeljust: depth === 1 ? "r" : "l", // an account's out of the way of the arrows that come in
  };
  return [
    `${indent}subgraph ${name(cluster(id))} {`,
    `${indent}  graph ${attributes({ ...inner, ...font("13") })}`,
    ...members.flatMap((one) => memberLines(one, depth + 1)),
    `${indent}}`,
  ];
}

const cluster = (id: string): string => `cluster_${id}`;

function nodeAttributes({ id, kind, tone, lines }: Node): Attributes {
  const styles = [
    "filled",
    ...(kind === "job" || kind === "role" ? ["rounded"] : []),
    ...(tone === "shut" ? ["dashed"] : []),
  ];
  return {
    id,
    label: lines.map(quotable).join("\\n"),
    shape: SHAPES[kind],
    style: styles.join(","),
    fillcolor: FILLS[kind],
    color: LINES[tone],
    penwidth: tone === "wide" ? "4" : "1.5",
    ...(kind === "secret" && { peripheries: "2" }),
  };
}

/** An arrow at a group ends at its frame: it is laid to a node inside and cut there. */
function edgeLine({ from, to, tone, lines }: Edge, groups: ReadonlyMap<string, Group>): string {
  const [tail, head] = [groups.get(from), groups.get(to)];
  const styles: Record<Edge["tone"], Attributes> = {
    plain: {},
    wide: { color: LINES.wide, penwidth: "3" },
    shut: { color: LINES.shut, style: "dashed" },
  };
  const all = {
    id: edgeId(from, to),
    ...(lines.length > 0 && { label: lines.map(quotable).join("\\n") }),
    ...styles[tone],
    ...(tail && { ltail: cluster(from) }),
    ...(head && { lhead: cluster(to) }),
  };
  return `  ${name(inside(tail) ?? from)} -> ${name(inside(head) ?? to)} ${attributes(all)}`;
}

/** Two arrows with the same ends never are in a picture. */
export const edgeId = (from: string, to: string): string => `${from}__${to}`;

/** The node in the middle of a group. */
function inside(group: Group | undefined): string | undefined {
  if (group === undefined) return undefined;
  const nodes = nodesOf(group.members);
  return nodes[Math.floor((nodes.length - 1) / 2)]?.id;
}

/** Arrows that nobody sees, by which the nodes of a group that an arrow leaves stand in one column. */
function alignment(edges: readonly Edge[], groups: ReadonlyMap<string, Group>): string[] {
  const aligned = new Set<string>();
  return edges.flatMap(({ from, to }) => {
    const group = groups.get(from);
    if (group === undefined || aligned.has(from)) return [];
    aligned.add(from);
    const own = inside(group);
    const others = nodesOf(group.members).filter(({ id }) => id !== own);
    return others.map(({ id }) => `  ${name(id)} -> ${name(to)} ${attributes({ style: "invis" })}`);
  });
}

const attributes = (all: Attributes): string =>
  `[${Object.entries(all)
    .map(([key, value]) => `${key}="${value}"`)
    .join(", ")}]`;

const name = (id: string): string => `"${id}"`;

/**
 * A text in a quoted string that is a label: a backslash starts an escape there, `&` an entity. Never empty: Graphviz
 * 16.1 as WebAssembly traps where a long line follows an empty one. https://graphviz.org/doc/info/lang.html
 */
const quotable = (text: string): string =>
  text
    .replace(/&/g, "&amp;")
    .replace(/\\/g, "\\\\")
    .replace(/"/g, '\\"')
    .replace(/[\r\n]/g, " ") || " ";
