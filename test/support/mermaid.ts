/**
 * A strict reader of the flowcharts that we write: each line is one of a few forms, and a label holds nothing but
 * letters, digits, a few signs, numbered characters and `<br/>`. Mermaid's own parser needs a browser's DOM; these forms
 * and the numbers were tried with Mermaid 11.17 in one.
 */

const ID = "[A-Za-z][A-Za-z0-9_]*";
const LABEL = "((?:[A-Za-z0-9 .,/()-]|: |#[0-9]+;|<br/>)*)";
const SHAPES = [
  ["([", "])"],
  ["[", "]"],
  ["{{", "}}"],
  [">", "]"],
  ["[(", ")]"],
  ["[[", "]]"],
  ["(", ")"],
] as const;

const literal = (text: string) => text.replace(/[[\](){}|>]/g, "\\$&");
const NODE = SHAPES.map(
  ([open, close]) => new RegExp(`^ +(${ID})${literal(open)}"${LABEL}"${literal(close)}:::[A-Za-z]+$`),
);
const GROUP = new RegExp(`^ +subgraph (${ID})\\["${LABEL}"\\]$`);
const END = /^ +end$/;
const EDGE = new RegExp(`^  (${ID}) (?:-->|==>|-\\.->)(?:\\|"${LABEL}"\\|)? (${ID})$`);
const DRESS = [
  /^ {2}acc(Title|Descr): [A-Za-z0-9 .,:()_-]*$/,
  /^ {2}classDef [A-Za-z]+ [a-z0-9:#, -]+$/,
  new RegExp(`^ {2}class ${ID} frame$`),
  /^ {2}linkStyle [0-9]+(,[0-9]+)* stroke:#[0-9a-f]{6}$/,
];

export interface MermaidShape {
  /** Labels by id, their lines joined by line feeds. */
  readonly nodes: ReadonlyMap<string, string>;
  readonly groups: readonly string[];
  readonly edges: number;
}

/** What a flowchart holds; throws for a line that is none of the known forms, and for ends that are not there. */
export function mermaidShape(text: string): MermaidShape {
  const [first, ...lines] = text.trimEnd().split("\n");
  if (first !== "flowchart LR") throw new Error(`not a flowchart: ${first}`);
  const nodes = new Map<string, string>();
  const groups: string[] = [];
  const ends: string[] = [];
  let depth = 0;
  let edges = 0;
  for (const line of lines) {
    if (/direction\s/.test(line)) throw new Error(`Mermaid takes this for an order: ${line}`);
    const node = NODE.map((form) => form.exec(line)).find((match) => match !== null);
    const group = GROUP.exec(line);
    const edge = EDGE.exec(line);
    if (node) nodes.set(node[1] ?? "", shownLabel(node[2] ?? ""));
    else if (group) {
      groups.push(group[1] ?? "");
      depth++;
    } else if (END.test(line)) depth--;
    else if (edge) {
      edges++;
      ends.push(edge[1] ?? "", edge[3] ?? "");
    } else if (!DRESS.some((form) => form.test(line))) throw new Error(`no form of ours: ${line}`);
  }
  if (depth !== 0) throw new Error("a group is not closed");
  const unknown = ends.filter((id) => !nodes.has(id) && !groups.includes(id));
  if (unknown.length > 0) throw new Error(`arrows to nothing: ${unknown.join(", ")}`);
  return { nodes, groups: groups.sort(), edges };
}

const shownLabel = (label: string): string =>
  label
    .replace(/<br\/>/g, "\n")
    .replace(/#([0-9]+);/g, (_, code: string) => String.fromCodePoint(Number(code)));
