import { differ } from "../../src/compiler/diff";
import type { Diff } from "../../src/compiler/diff/diff";
import type { SecurityChange } from "../../src/compiler/diff/security";
import type { ResourceChange } from "../../src/compiler/diff/terraform";

// Comparisons, for what no two specs have.

const REQUEST = { caller: "ec2.amazonaws.com", action: "s3:Get", resource: "r", context: {} };
export const witness = (before: "denied" | "silent" | "allowed", after: typeof before, more = {}) => ({
  request: { ...REQUEST, ...more },
  before,
  after,
  statement: undefined,
});
export const change = (
  more: Partial<SecurityChange> & { name?: string; kind?: string } = {},
): SecurityChange => {
  const { name = "b", kind = "bucket", ...rest } = more;
  const subject = {
    kind,
    key: name,
    account: "1",
    name,
    region: undefined,
    facets: {},
    made: [],
    adopted: false,
  };
  return { subject, relation: "wider", status: "kept", reasons: [], ...rest } as unknown as SecurityChange;
};
const diff = (more: Partial<Diff> = {}): Diff => ({
  old: "old",
  new: "new",
  relation: "wider",
  security: [],
  terraform: { stacks: [], resources: [] },
  ...more,
});
export const many = <T>(count: number, make: (at: number) => T): T[] =>
  Array.from({ length: count }, (_, at) => make(at));
export const added = (count: number, stack = "acme"): ResourceChange[] =>
  many(count, (at) => ({ action: "added", stack, address: `a.b${at}`, arguments: [], forcing: [] }));
export const printed = (format: keyof typeof differ.formats, more: Partial<Diff>) =>
  differ.formats[format](diff(more));
