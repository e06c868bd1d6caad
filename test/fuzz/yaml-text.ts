import fc from "fast-check";
import { stringify } from "yaml";
import type { Tree } from "./mutations";

// A tree as YAML in many hands: block or flow, quoted or plain, with anchors, aliases and merges.

/** Decides one thing after the other; runs out into the plainest choice. */
class Choices {
  private at = 0;
  constructor(private readonly numbers: readonly number[]) {}
  /** A number below `n`; 0 most often. */
  take(n: number): number {
    return (this.numbers[this.at++] ?? 0) % n;
  }
}

export const yamlText = (tree: Tree): fc.Arbitrary<string> =>
  choices.map((numbers) =>
    numbers.length === 0
      ? stringify(tree, { lineWidth: 0 })
      : flow(tree, new Choices(numbers), { anchors: [] }),
  );

const choices = fc.oneof(fc.constant([]), fc.array(fc.oneof(fc.constant(0), fc.nat(40)), { maxLength: 60 }));

interface Written {
  readonly anchors: string[];
}

function flow(node: Tree, choices: Choices, written: Written): string {
  const alias = choices.take(40);
  if (alias === 39 && written.anchors.length > 0)
    return `*${written.anchors[choices.take(written.anchors.length)]} `;
  const anchor = alias === 38 ? `n${written.anchors.length}` : undefined;
  const text = bare(node, choices, written);
  if (anchor === undefined) return text;
  written.anchors.push(anchor); // not before: aliases inside of their own anchor are the text mutations' to find
  return `&${anchor} ${text}`;
}

function bare(node: Tree, choices: Choices, written: Written): string {
  if (Array.isArray(node))
    return `[${node.map((item) => flow(item, choices, written)).join(comma(choices))}]`;
  if (typeof node !== "object" || node === null)
    return scalar(node as string | number | boolean | null, choices);
  const pairs = Object.entries(node).map(
    ([key, value]) => `${scalar(key, choices)}: ${flow(value as Tree, choices, written)}`,
  );
  const merge = choices.take(40);
  if (merge === 37 && written.anchors.length > 0) pairs.push(`<<: *${written.anchors.at(-1)} `);
  if (merge === 36) pairs.push(`<<: [{ ${pairs[0] ?? ""} }]`);
  return `{ ${pairs.join(comma(choices))} }`;
}

const comma = (choices: Choices): string => [", ", ",\n  ", ", # c\n  ", " ,"][choices.take(4)] ?? ", ";

function scalar(value: string | number | boolean | null, choices: Choices): string {
  const how = choices.take(8);
  const isPlain = typeof value !== "string" || /^[A-Za-z][\w./-]*$/.test(value);
  if (how > 3 && isPlain) return String(value);
  if (how === 3 && typeof value === "string") return `'${value.replace(/'/g, "''")}'`;
  return how === 2 ? `!!str ${JSON.stringify(String(value))}` : JSON.stringify(value);
}
