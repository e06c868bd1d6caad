import type { Entry } from "../model";

/** Entries by name and Region: the output does not follow the order of the spec. Doubles, which are findings, stay in theirs. */
export const inOrder = <E extends Entry>(entries: readonly E[]): E[] =>
  [...entries].sort((a, b) => compare(a.name, b.name) || compare(a.region, b.region));

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
