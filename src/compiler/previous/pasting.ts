import type { Place } from "../finding";
import { inFileOrder, type Model } from "../model";
import { flow } from "../validate/schema";
import { isFlowList, isWritten, locate, type Tree } from "../yaml/tree";
import type { FormerEntry } from "./entries";
import { tombstoneText } from "./graves";

/** The key of the list of tombstones. */
const LIST = "retired";

/** The first line of tombstones to paste, and the tombstones of the spec that must stand before them. */
export interface PasteHead {
  readonly line: string;
  readonly before: readonly string[];
}

/** A line of the list, as it stands below its key. */
export const tombstoneItem = (
  model: Model,
  entry: Parameters<typeof tombstoneText>[1],
  disposition: string,
): string => `  - ${flow({ ...tombstoneText(model, entry), disposition })}`;

/**
 * Heads for several findings of one document, in the order in which they are shown: the key can stand only once, so the
 * first has it, and the others go below it. A list in brackets takes no lines: it is written anew.
 */
export function pasteHeads(model: Model, tree: Tree): (isFirst: boolean) => PasteHead {
  const below: PasteHead = { line: `under ${LIST}:`, before: [] };
  if (!isWritten(tree, [LIST])) return (isFirst) => (isFirst ? { line: `${LIST}:`, before: [] } : below);
  if (isFlowList(tree, [LIST])) {
    const before = inFileOrder(model.tombstones).map((one) => tombstoneItem(model, one, one.disposition));
    const line = `in place of ${LIST}: [${before.length > 0 ? "…" : ""}]\n${LIST}:`;
    return (isFirst) => (isFirst ? { line, before } : below);
  }
  const head = isIndentedByTwo(tree)
    ? below
    : { ...below, line: `under ${LIST}:, in line with what is there` };
  return () => head;
}

/** From the key's end to the list's first "-": colon, line break and two spaces. */
function isIndentedByTwo(tree: Tree): boolean {
  const { key, value } = locate(tree, [LIST]);
  return key !== undefined && value[0] - key[1] === 4;
}

/** Where a finding is shown, for findings of one code in one document. */
export function offsetOf(tree: Tree, { place }: { readonly place: Place }): number {
  if ("range" in place) return place.range[0];
  const { key, value } = locate(tree, place.path);
  return (place.on === "key" ? (key ?? value) : value)[0];
}

export type Lines = (entries: readonly FormerEntry[], comment?: (entry: FormerEntry) => string) => string[];

/** Tombstones to paste. */
export const linesUnder =
  (model: Model, { line, before }: PasteHead): Lines =>
  (entries, comment = () => "") => [
    ...line.split("\n"),
    ...before,
    ...entries.map((entry) => `${tombstoneItem(model, entry, "forget")}${comment(entry)}`),
  ];
