import { isMap, isScalar, isSeq, type YAMLMap } from "yaml";
import { mergedPairs, type Tree, target } from "./tree";

/**
 * A document's data: aliases and merges expanded, x- keys dropped, objects without a prototype.
 * inspectTree has bounded what this expands to.
 */
export const toData = (tree: Tree): unknown => convert(tree, tree.root);

function convert(tree: Tree, node: unknown): unknown {
  const inside = target(tree, node);
  if (isMap(inside)) return convertMap(tree, inside);
  if (isSeq(inside)) return inside.items.map((item) => convert(tree, item));
  return isScalar(inside) ? inside.value : null;
}

function convertMap(tree: Tree, map: YAMLMap): Record<string, unknown> {
  const object: Record<string, unknown> = Object.create(null);
  for (const { pair } of mergedPairs(tree, map)) {
    const key = isScalar(pair.key) ? String(pair.key.value) : "";
    if (key.startsWith("x-") || key in object) continue;
    object[key] = convert(tree, pair.value);
  }
  return object;
}
