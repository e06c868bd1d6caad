import {
  type Edge,
  groupsOf,
  type Member,
  type Node,
  type NodeKind,
  nodesOf,
  type Picture,
  type Tone,
} from "./picture";
import { FILLS, FRAME, LINES, TEXT } from "./style";

/** What stands around a label: https://mermaid.js.org/syntax/flowchart.html#node-shapes */
const SHAPES: Readonly<Record<NodeKind, readonly [string, string]>> = {
  service: ["([", "])"],
  account: ["[", "]"],
  role: ["{{", "}}"],
  policy: ["[", "]"],
  appliance: ["[", "]"],
  iotPolicy: ["[", "]"],
  accessPoint: [">", "]"],
  bucket: ["[(", ")]"],
  secret: ["[[", "]]"],
  job: ["(", ")"],
};

const ARROWS: Readonly<Record<Tone, string>> = { plain: "-->", wide: "==>", shut: "-.->" };

/** A flowchart for Mermaid 10 and later, as GitHub and GitLab draw it in Markdown. Ends with a line feed. */
export function mermaidText(picture: Picture): string {
  return `${[
    "flowchart LR",
    `  accTitle: ${plain(picture.title)}`,
    `  accDescr: ${plain("Who may assume the roles, what they may do, and what there is, as the arrows say.")}`,
    ...picture.members.flatMap((member) => memberLines(member, "  ")),
    ...picture.edges.map(edgeLine),
    ...classes(picture),
    ...arrowStyles(picture.edges),
  ].join("\n")}\n`;
}

function memberLines(member: Member, indent: string): string[] {
  if (member.is === "node") return [`${indent}${nodeText(member)}`];
  return [
    `${indent}subgraph ${member.id}["${label([member.title])}"]`,
    ...member.members.flatMap((inner) => memberLines(inner, `${indent}  `)),
    `${indent}end`,
  ];
}

function nodeText({ id, kind, lines }: Node): string {
  const [open, close] = SHAPES[kind];
  return `${id}${open}"${label(lines)}"${close}`;
}

function edgeLine({ from, to, tone, lines }: Edge): string {
  const text = lines.length === 0 ? "" : `|"${label(lines)}"|`;
  return `  ${from} ${ARROWS[tone]}${text} ${to}`;
}

/** One class for each kind and tone in use, and its nodes. */
function classes({ members }: Picture): string[] {
  const nodes = nodesOf(members);
  const frames = groupsOf(members);
  const kinds = [...new Set(nodes.map(({ kind }) => kind))].sort();
  const tones = (["wide", "shut"] as const).filter((tone) => nodes.some((node) => node.tone === tone));
  const ids = (is: (node: Node) => boolean) =>
    nodes
      .filter(is)
      .map(({ id }) => id)
      .join(",");
  return [
    ...kinds.map((kind) => `  classDef ${kind} fill:${FILLS[kind]},stroke:${LINES.plain},color:${TEXT}`),
    ...tones.map((tone) => `  classDef ${tone} ${TONE_STYLES[tone]}`),
    `  classDef frame fill:${FRAME.fill},stroke:${FRAME.line},color:${TEXT}`,
    ...kinds.map((kind) => `  class ${ids((node) => node.kind === kind)} ${kind}`),
    ...tones.map((tone) => `  class ${ids((node) => node.tone === tone)} ${tone}`),
    `  class ${frames.map(({ id }) => id).join(",")} frame`,
  ];
}

const TONE_STYLES = {
  wide: `stroke:${LINES.wide},stroke-width:4px`,
  shut: `stroke:${LINES.shut},stroke-dasharray:5 4`,
} as const;

function arrowStyles(edges: readonly Edge[]): string[] {
  return (["wide", "shut"] as const).flatMap((tone) => {
    const places = edges.flatMap((edge, index) => (edge.tone === tone ? [index] : []));
    return places.length === 0 ? [] : [`  linkStyle ${places.join(",")} stroke:${LINES[tone]}`];
  });
}

const label = (lines: readonly string[]): string => lines.map(escaped).join("<br/>");

/**
 * A text in a quoted label. Mermaid takes quotes, brackets, `#`, `;`, backticks, `<`, `%%{` and Markdown's signs for
 * syntax: all but letters, digits and a few signs is written as a number, which it shows as the character.
 * https://mermaid.js.org/syntax/flowchart.html#entity-codes-to-escape-characters
 */
const escaped = (text: string): string =>
  text.replace(/[^\p{L}\p{N} .,:/()…-]/gu, (character) => `#${character.codePointAt(0) ?? 0};`);

/** A text where no entities are read: everything that may be syntax is left out. */
const plain = (text: string): string => text.replace(/[^\p{L}\p{N} .,:()_-]/gu, "");
