import type { Finding } from "../finding";
import { locate, type Range, type Tree } from "../yaml/tree";
import type { Miss } from "./miss";

/** A mistake at an anchor is one finding, however often the anchor is used; the other uses stand beside it. */
export function oncePerAnchor(
  tree: Tree,
  found: readonly { readonly miss: Miss; readonly finding: Finding }[],
): Finding[] {
  const first = new Map<string, { readonly finding: Finding; readonly others: Range[] }>();
  for (const { miss, finding } of found) {
    if (!("path" in finding.place)) continue;
    const { key, value, via } = locate(tree, finding.place.path);
    const range = finding.place.on === "key" && key ? key : value;
    const at = via.length > 0 ? range : [miss.error.instancePath, finding.place];
    const identity = JSON.stringify([finding.code, at, miss.error.params.missingProperty]);
    const earlier = first.get(identity);
    if (earlier === undefined) first.set(identity, { finding, others: [] });
    else earlier.others.push(...via);
  }
  return [...first.values()].map(({ finding, others }) => {
    const related = others.map((range) => ({ message: "used here", place: { range } }));
    return related.length > 0 ? { ...finding, related } : finding;
  });
}
