import { atValue, type FindingKind, finding } from "../finding";
import type { Check } from "../rule";
import { quoted } from "../text";
import { clauseOf, order, type Version } from "../version-constraint";

const kind: FindingKind = {
  code: "provider-version",
  severity: "error",
  summary: "The provider constraint must leave a version within >= 5.100.0, < 7.0.0.",
};

const OLDEST: Version = [5, 100, 0];
const BEYOND: Version = [7, 0, 0];

export const providerVersion: Check = {
  kind,
  run({ model }) {
    if (leavesRoom(model.provider)) return [];
    const message = `the constraint ${quoted(model.provider)} leaves no version of hashicorp/aws that takes what is emitted (>= 5.100.0, < 7.0.0)`;
    return [finding(kind, atValue("terraform", "provider"), message, { help: 'write provider: "~> 5.100"' })];
  },
};

/**
 * Whether some version x.y.z in our range meets every clause. Candidates are the ends that the clauses name and
 * their next patch: between those nothing changes.
 */
function leavesRoom(constraint: string): boolean {
  const clauses = constraint.split(",").map(clauseOf);
  const ends = [
    OLDEST,
    ...clauses.flatMap(({ version: [a, b, c] }): Version[] => [
      [a, b, c],
      [a, b, c + 1],
    ]),
  ];
  const inRange = ends.filter((v) => order(v, OLDEST) >= 0 && order(v, BEYOND) < 0);
  return inRange.some((version) => clauses.every((clause) => clause.allows(version)));
}
