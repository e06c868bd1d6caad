import { atValue, type FindingKind, finding } from "../finding";
import type { Check } from "../rule";
import { quoted } from "../text";

const kind: FindingKind = {
  code: "provider-version",
  severity: "error",
  summary: "The provider constraint must leave a version within >= 5.100.0, < 7.0.0.",
};

type Version = readonly [number, number, number];

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
 * https://developer.hashicorp.com/terraform/language/expressions/version-constraints
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

function clauseOf(text: string): { version: Version; allows: (version: Version) => boolean } {
  const [, operator = "=", digits = ""] = /^\s*(?:(=|!=|>=|<=|>|<|~>)\s*)?([0-9.]+)\s*$/.exec(text) ?? [];
  const parts = digits.split(".").map(Number);
  const version: Version = [parts[0] ?? 0, parts[1] ?? 0, parts[2] ?? 0];
  const against = (candidate: Version) => order(candidate, version);
  const tests: Readonly<Record<string, (candidate: Version) => boolean>> = {
    "=": (v) => against(v) === 0,
    "!=": (v) => against(v) !== 0,
    ">": (v) => against(v) > 0,
    "<": (v) => against(v) < 0,
    ">=": (v) => against(v) >= 0,
    "<=": (v) => against(v) <= 0,
    "~>": (v) =>
      against(v) >= 0 &&
      parts.slice(0, Math.max(1, parts.length - 1)).every((part, index) => v[index] === part),
  };
  return { version, allows: tests[operator] ?? (() => false) };
}

function order(a: Version, b: Version): number {
  return a[0] - b[0] || a[1] - b[1] || a[2] - b[2];
}
