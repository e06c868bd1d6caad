import { isAlias, isMap, isScalar, isSeq } from "yaml";
import { quoted } from "../text";

/** What a node is, for a sentence: `a list`, `the number 1`, `the string "x"`. */
export function nodeName(node: unknown): string {
  if (isMap(node)) return "a mapping";
  if (isSeq(node)) return "a list";
  if (isAlias(node)) return "an alias";
  if (!isScalar(node) || node.value === null) return "nothing";
  if (typeof node.value === "string") return `the string ${quoted(node.value)}`;
  return `the ${typeof node.value === "number" ? "number" : "value"} ${node.source ?? String(node.value)}`;
}
