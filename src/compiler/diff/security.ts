import { listed } from "../text";
import { groupedBy } from "../values";
import { compare, type Relation, together, type Witness } from "./compare";
import { TooComplex } from "./patterns";
import type { StackConfig } from "./stack";
import { isUnknown, NOTHING } from "./statements";
import { type Facet, KINDS, type Subject } from "./subject";
import { subjectsOf } from "./subjects";

/** Why a subject lets in more or less than before. */
export interface Reason {
  readonly relation: Relation;
  /** What changed, in words; empty where the witnesses say all. */
  readonly text: string;
  readonly gained?: Witness;
  readonly lost?: Witness;
}

/** How what somebody may do by one subject changed. */
export interface SecurityChange {
  readonly subject: Subject;
  readonly relation: Relation;
  readonly status: "kept" | "new" | "gone";
  readonly reasons: readonly Reason[];
}

/** Every subject of either side, the widest change first. */
export function securityChanges(
  before: readonly StackConfig[],
  after: readonly StackConfig[],
): SecurityChange[] {
  const [old, now] = [byKey(subjectsOf(before)), byKey(subjectsOf(after))];
  const changes = [...new Set([...old.keys(), ...now.keys()])].flatMap((key) => {
    const [one, other] = [old.get(key), now.get(key)];
    if (one && other) return [compared(other, one.facets, other.facets, "kept")];
    if (other) return [other.adopted ? adopted(other) : compared(other, {}, other.facets, "new")];
    if (one) return [isLetGo(one, after) ? letGo(one) : compared(one, one.facets, {}, "gone")];
    return [];
  });
  return changes.sort(
    (a, b) =>
      RANKS.indexOf(a.relation) - RANKS.indexOf(b.relation) ||
      KINDS.indexOf(a.subject.kind) - KINDS.indexOf(b.subject.kind) ||
      (a.subject.key < b.subject.key ? -1 : 1),
  );
}

export const RANKS: readonly Relation[] = ["wider", "incomparable", "narrower", "same"];

/** Two of one key, which the compiler never makes, are told apart by their addresses. */
const byKey = (subjects: readonly Subject[]): Map<string, Subject> =>
  new Map(
    [...groupedBy(subjects, ({ key }) => key)].flatMap(([key, same]) =>
      same.map((subject, index) => [index === 0 ? key : `${key} ${subject.made[0]?.address}`, subject]),
    ),
  );

/** What it was before Terraform took it over nobody here knows. */
function adopted(subject: Subject): SecurityChange {
  const text = "it is adopted: what it let in before is not known here";
  return { subject, relation: "incomparable", status: "new", reasons: [{ relation: "incomparable", text }] };
}

/** Terraform lets go of all that made it, and AWS keeps it. */
const isLetGo = ({ kind, made }: Subject, after: readonly StackConfig[]): boolean =>
  kind !== "command" &&
  made.length > 0 &&
  made.every(({ stack, address }) =>
    after.some(({ name, removed }) => name === stack && removed.get(address) === false),
  );

function letGo(subject: Subject): SecurityChange {
  const text = "Terraform lets go of it: AWS keeps it as it is";
  return { subject, relation: "same", status: "gone", reasons: [{ relation: "same", text }] };
}

type Facets = Subject["facets"];

function compared(
  subject: Subject,
  before: Facets,
  after: Facets,
  status: SecurityChange["status"],
): SecurityChange {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  const reasons = names
    .map((name) => reasonOf(name, before[name], after[name]))
    .filter(({ relation }) => relation !== "same");
  return { subject, relation: together(reasons.map(({ relation }) => relation)), status, reasons };
}

function reasonOf(name: string, before: Facet | undefined, after: Facet | undefined): Reason {
  const how = (after ?? before)?.how;
  if (how === "policy") return ofPolicies(before, after);
  if (how === "set") return ofSets(name, before, after);
  if (how === "limit") return ofLimits(name, before, after);
  return ofFixed(name, before, after);
}

function ofPolicies(before: Facet | undefined, after: Facet | undefined): Reason {
  const [old, now] = [before, after].map((facet) => (facet?.how === "policy" ? facet : undefined));
  if (old && now && old.text === now.text && !isOpen(now)) return { relation: "same", text: "" };
  const unknown = [old, now].flatMap((facet) =>
    facet && isUnknown(facet.policy) ? [facet.policy.unknown] : [],
  )[0];
  if (unknown !== undefined)
    return { relation: "incomparable", text: `its policy is none that this compiler writes: ${unknown}` };
  const policy = (facet: typeof old) => (facet && !isUnknown(facet.policy) ? facet.policy : NOTHING);
  try {
    const scale = now ?? old ?? { alone: false };
    const { relation, gained, lost } = compare(policy(old), policy(now), scale);
    return { relation, text: "", ...(gained && { gained }), ...(lost && { lost }) };
  } catch (error) {
    if (error instanceof TooComplex)
      return {
        relation: "incomparable",
        text: `its policy changed, and can't be compared: ${error.message}`,
      };
    throw error;
  }
}

/** Whether a policy that we don't know says something only by what it refers to. */
const isOpen = ({ policy, text }: Extract<Facet, { how: "policy" }>): boolean =>
  isUnknown(policy) && /\$\{|"reference":/.test(text.replace(/\$\$\{/g, ""));

function ofSets(name: string, before: Facet | undefined, after: Facet | undefined): Reason {
  const items = (facet: Facet | undefined) =>
    facet?.how === "set" && facet.isOff !== true ? facet.items : [];
  const isOff = (facet: Facet | undefined) => facet?.how === "set" && facet.isOff === true;
  const [old, now] = [items(before), items(after)];
  const more = now.filter((item) => !old.includes(item));
  const less = old.filter((item) => !now.includes(item));
  const relation = together([
    ...(more.length > 0 ? (["wider"] as const) : []),
    ...(less.length > 0 ? (["narrower"] as const) : []),
  ]);
  const words = [
    ...(more.length > 0 ? [`${isOff(before) ? "active now; it" : "it now"} has ${listed(more)}`] : []),
    ...(less.length > 0
      ? [isOff(after) ? `inactive now; it had ${listed(less)}` : `it no longer has ${listed(less)}`]
      : []),
  ];
  return { relation, text: `${name === "certificate" ? "" : `${name}: `}${words.join("; ")}` };
}

function ofLimits(name: string, before: Facet | undefined, after: Facet | undefined): Reason {
  const value = (facet: Facet | undefined) => (facet?.how === "limit" ? facet.value : undefined);
  const [old, now] = [value(before), value(after)];
  // Of what is new or goes, the policy says all; a limit whose value is left as it is does not change it.
  if (before === undefined || after === undefined || old === now || now === null)
    return { relation: "same", text: "" };
  if (old === undefined) return { relation: "narrower", text: `${name}: ${now}, where there was none` };
  if (old === null)
    return {
      relation: "incomparable",
      text: `${name}: ${now ?? "none"}, where nobody here knows what it was`,
    };
  if (now === undefined) return { relation: "wider", text: `${name}: none, where it was ${old}` };
  return { relation: "incomparable", text: `${name}: ${now}, where it was ${old}` };
}

function ofFixed(name: string, before: Facet | undefined, after: Facet | undefined): Reason {
  const value = (facet: Facet | undefined) => (facet?.how === "fixed" ? facet.value : undefined);
  const [old, now] = [value(before), value(after)];
  const isStrange = name === "configuration";
  if (old === now || (!isStrange && (old === undefined || now === undefined)))
    return { relation: "same", text: "" };
  const text = isStrange
    ? "this compiler writes no such thing: what it lets in is not known here"
    : `${name} changed`;
  return { relation: "incomparable", text };
}
