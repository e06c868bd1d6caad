import type { LocatedFinding } from "../api";
import { LIMITS } from "../limits";
import { groupedBy } from "../values";
import { nameText } from "./paths";

/** Of each kind in each file the first findings, in their order, and what is to be said of the others. */
export interface Shown {
  readonly findings: readonly LocatedFinding[];
  readonly rest: readonly string[];
}

/** One mistake may be made for each of thousands of appliances: what people read stays short. */
export function shownOf(findings: readonly LocatedFinding[]): Shown {
  const groups = [...groupedBy(findings, ({ file, code }) => `${code} ${file}`).values()];
  const large = groups.filter((group) => group.length > LIMITS.shown);
  if (large.length === 0) return { findings, rest: [] };
  const shown = new Set(groups.flatMap((group) => group.slice(0, LIMITS.shown)));
  return { findings: findings.filter((finding) => shown.has(finding)), rest: large.flatMap(restOf) };
}

function restOf(group: readonly LocatedFinding[]): string[] {
  const [first] = group;
  if (first === undefined) return [];
  const { file, severity, code } = first;
  const more = group.length - LIMITS.shown;
  return [`${nameText(file)}: ${severity} ${code}: ${more} more; --format json has all`];
}
