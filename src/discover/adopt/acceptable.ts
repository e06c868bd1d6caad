import type { Path } from "../../compiler/finding";
import type { Spec } from "../../compiler/spec.generated";
import type { Draft, Entry, LeftOut } from "./draft";
import { specOf } from "./spec";

/** An error that the compiler has with a spec: what is at fault, and why. */
export interface Refusal {
  readonly path: Path;
  readonly message: string;
}

/**
 * A draft whose spec the compiler takes: what it refuses is left out, and why is said. So the language's rules are the
 * compiler's alone. Leaving one thing out may make it refuse another, as an access point without its bucket.
 */
export function acceptable(draft: Draft, refusalsOf: (spec: Spec) => readonly Refusal[]): Draft {
  const refusals = refusalsOf(specOf(draft));
  if (refusals.length === 0) return draft;
  const smaller = without(draft, refusals);
  if (sizeOf(smaller) === sizeOf(draft)) {
    const [{ path, message } = { path: [], message: "" }] = refusals;
    throw new Error(`the spec of what was found is refused at ${path.join(".")}: ${message}`);
  }
  return acceptable(smaller, refusalsOf);
}

const sizeOf = ({ appliances, accessPoints, secrets, roleRefused }: Draft): number =>
  appliances.length + accessPoints.length + secrets.length + (roleRefused === undefined ? 1 : 0);

function without(draft: Draft, refusals: readonly Refusal[]): Draft {
  const whyOf = (section: string, index: string | number) =>
    refusals.find(({ path }) => path[0] === section && path[1] === index)?.message;
  const { buckets = [] } = specOf(draft);
  const whyBucket = (name: string) =>
    whyOf(
      "buckets",
      buckets.findIndex((bucket) => bucket.name === name),
    );
  const appliances = parted(draft.appliances, (_, at) => whyOf("appliances", at));
  const secrets = parted(draft.secrets, (_, at) => whyOf("secrets", at));
  const accessPoints = parted(
    draft.accessPoints,
    ({ fields }, at) => whyOf("accessPoints", at) ?? whyBucket(fields.bucket),
  );
  const role = whyOf("roles", "appliance");
  return {
    ...draft,
    appliances: appliances.kept,
    accessPoints: accessPoints.kept,
    secrets: secrets.kept,
    roleRefused: draft.roleRefused ?? role,
    leftOut: [...draft.leftOut, ...appliances.leftOut, ...accessPoints.leftOut, ...secrets.leftOut],
  };
}

function parted<Fields>(
  entries: readonly Entry<Fields>[],
  whyOf: (entry: Entry<Fields>, at: number) => string | undefined,
): { kept: Entry<Fields>[]; leftOut: LeftOut[] } {
  const kept: Entry<Fields>[] = [];
  const leftOut: LeftOut[] = [];
  entries.forEach((entry, at) => {
    const why = whyOf(entry, at);
    if (why === undefined) kept.push(entry);
    else leftOut.push({ where: entry.region, subject: entry.subject, why });
  });
  return { kept, leftOut };
}
