// Terraform's version constraints: https://developer.hashicorp.com/terraform/language/expressions/version-constraints

/** Major, minor and patch. */
export type Version = readonly [number, number, number];

/** The version that a text starts with; what follows its numbers, as `-beta1`, Terraform does not look at either. */
export function versionIn(text: string): Version | undefined {
  const [, major, minor, patch] = /^v?(\d{1,6})\.(\d{1,6})(?:\.(\d{1,6}))?/.exec(text) ?? [];
  return major === undefined ? undefined : [Number(major), Number(minor), Number(patch ?? 0)];
}

export const versionText = (version: Version): string => version.join(".");

/** Whether a version meets every clause of a constraint. */
export const isAllowed = (constraint: string, version: Version): boolean =>
  constraint.split(",").every((clause) => clauseOf(clause).allows(version));

/** One clause of a constraint; what is none allows nothing. */
export function clauseOf(text: string): { version: Version; allows: (version: Version) => boolean } {
  const [whole, operator = "=", digits = ""] =
    /^\s*(?:(=|!=|>=|<=|>|<|~>)\s*)?([0-9.]+)\s*$/.exec(text) ?? [];
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
  return { version, allows: (whole !== undefined && tests[operator]) || (() => false) };
}

/** Below 0 where the first is the older one. */
export function order(a: Version, b: Version): number {
  return a[0] - b[0] || a[1] - b[1] || a[2] - b[2];
}
