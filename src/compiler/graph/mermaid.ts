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

function nodeText(node: Node): string {
  const [open, close] = SHAPES[node.kind];
  return `${node.id}${open}"${label(node.lines)}"${close}:::${classOf(node)}`;
}

/** One for each kind and tone: Mermaid takes one class beside a node, where a change moves no other line. */
const classOf = ({ kind, tone }: Node): string =>
  tone === "plain" ? kind : `${kind}${tone === "wide" ? "Wide" : "Shut"}`;

function edgeLine({ from, to, tone, lines }: Edge): string {
  const text = lines.length === 0 ? "" : `|"${label(lines)}"|`;
  return `  ${from} ${ARROWS[tone]}${text} ${to}`;
}

/** The classes in use, and the frames, which take theirs in lines of their own. */
function classes({ members }: Picture): string[] {
  const used = new Map(nodesOf(members).map((node) => [classOf(node), node]));
  const sorted = [...used].sort(([a], [b]) => (a < b ? -1 : 1));
  return [
    ...sorted.map(
      ([name, { kind, tone }]) => `  classDef ${name} fill:${FILLS[kind]},${STROKES[tone]},color:${TEXT}`,
    ),
    `  classDef frame fill:${FRAME.fill},stroke:${FRAME.line},color:${TEXT}`,
    ...groupsOf(members).map(({ id }) => `  class ${id} frame`),
  ];
}

const STROKES: Readonly<Record<Tone, string>> = {
  plain: `stroke:${LINES.plain}`,
  wide: `stroke:${LINES.wide},stroke-width:4px`,
  shut: `stroke:${LINES.shut},stroke-dasharray:5 4`,
};

/** Thick and dashed lines are the arrows' own; only what is wide has a colour too. */
function arrowStyles(edges: readonly Edge[]): string[] {
  const wide = edges.flatMap(({ tone }, index) => (tone === "wide" ? [index] : []));
  return wide.length === 0 ? [] : [`  linkStyle ${wide.join(",")} stroke:${LINES.wide}`];
}

const label = (lines: readonly string[]): string => lines.map(escaped).join("<br/>");

/**
 * A text in a quoted label. Mermaid takes quotes, brackets, `#`, `;`, backticks, `<`, `%%{`, and Markdown's signs for syntax: all but letters, digits and a few signs of ASCII is written as a number, which it shows as the
 * character. https://mermaid.js.org/syntax/flowchart.html#entity-codes-to-escape-characters
 */
const escaped = (text: string): string =>
  text
    .replace(/\$/g, "\uff04") // two of them start a formula, written as numbers too
    .replace(/\ufb02/g, "fl") // stands for the `#` of such numbers while Mermaid reads
    .replace(/:(?=fa-)/g, ": ") // an icon, written as numbers too
    .replace(SYNTAX, (character) => `#${character.codePointAt(0) ?? 0};`);

/** `direction` before a space is an order wherever it stands in a line, in quotes too. */
const SYNTAX = /[^A-Za-z0-9 .,:/()-]|:(?! )|(?<=directio)n(?=\s)/gu;

/** A text where no numbers are read: everything that may be syntax is left out. */
const plain = (text: string): string =>
  text.replace(/[^A-Za-z0-9 .,:()_-]/g, "").replace(/(?<=direction) /g, "-");
