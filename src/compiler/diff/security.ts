import { groupedBy } from "../values";
import { type Relation, together } from "./compare";
import { type Reason, reasonOf } from "./facets";
import type { StackConfig } from "./stack";
import { KINDS, type Subject } from "./subject";
import { subjectsOf } from "./subjects";

/** How what somebody may do by one subject changed. */
export interface SecurityChange {
  readonly subject: Subject;
  readonly relation: Relation;
  readonly status: "kept" | "new" | "gone";
  readonly reasons: readonly Reason[];
  /** Of what is adopted, or let go of: its one reason says all. */
  readonly isNotCompared?: true;
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
      same.map((subject, index) => [
        index === 0 ? key : `${key} ${subject.made[0]?.stack} ${subject.made[0]?.address}`,
        subject,
      ]),
    ),
  );

/** What it was before Terraform took it over nobody here knows. */
function adopted(subject: Subject): SecurityChange {
  const text = "it is adopted: what it let in before is not known here";
  return {
    subject,
    relation: "incomparable",
    status: "new",
    reasons: [{ relation: "incomparable", text }],
    isNotCompared: true,
  };
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
  return {
    subject,
    relation: "same",
    status: "gone",
    reasons: [{ relation: "same", text }],
    isNotCompared: true,
  };
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
