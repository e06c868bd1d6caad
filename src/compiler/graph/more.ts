import { counted } from "../text";
import type { Node, NodeKind } from "./picture";

/** `and 12 more secrets`, or `12 secrets` where none is drawn; nothing where there are no more. */
export function moreNode(
  kind: NodeKind,
  noun: string,
  count: number,
  drawn: number,
  id: () => string,
): Node[] {
  if (count === 0) return [];
  const line = drawn === 0 ? counted(count, noun) : `and ${counted(count, `more ${noun}`)}`;
  return [{ is: "node", id: id(), kind, tone: "plain", lines: [line] }];
}
