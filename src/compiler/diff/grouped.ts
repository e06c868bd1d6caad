import { listed } from "../text";
import { groupedBy } from "../values";
import type { Relation } from "./compare";
import type { Diff } from "./diff";
import { RANKS, type SecurityChange } from "./security";
import { ACTIONS, type Action, type ResourceChange, type StackChange } from "./terraform";

/** How many changes of one kind are shown before the rest is counted. */
const MOST = 20;

/** Changes that are alike, as many as are shown, and how many more there are. */
export interface Group<T> {
  readonly shown: readonly T[];
  readonly more: number;
}

const groupOf = <T>(items: readonly T[], most: number): Group<T> => ({
  shown: items.slice(0, most),
  more: Math.max(0, items.length - most),
});

/** What is not the same, by relation and kind. */
export function securityGroups({ security }: Diff, most = MOST): Group<SecurityChange>[] {
  const said = security.filter(({ relation, reasons }) => relation !== "same" || reasons.length > 0);
  return [...groupedBy(said, ({ relation, subject }) => `${relation} ${subject.kind}`).values()].map(
    (group) => groupOf(group, most),
  );
}

/** How many are the same, without a word. */
export const unchanged = ({ security }: Diff): number =>
  security.filter(({ relation, reasons }) => relation === "same" && reasons.length === 0).length;

/** What changes in one stack, the most grievous first. */
export interface StackGroup {
  readonly stack: string;
  /** Several where another account's stack has its name. */
  readonly changes: readonly StackChange[];
  readonly groups: readonly (Group<ResourceChange> & { readonly action: Action })[];
}

export function stackGroups({ terraform: { stacks, resources } }: Diff, most = MOST): StackGroup[] {
  const byStack = groupedBy(resources, ({ stack }) => stack);
  const changes = groupedBy(stacks, ({ stack }) => stack);
  return [...new Set([...changes.keys(), ...byStack.keys()])].sort().map((stack) => {
    const byAction = groupedBy(byStack.get(stack) ?? [], ({ action }) => action);
    return {
      stack,
      changes: changes.get(stack) ?? [],
      groups: ACTIONS.flatMap((action) => {
        const some = byAction.get(action);
        return some ? [{ action, ...groupOf(some, most) }] : [];
      }),
    };
  });
}

/** `restacked` is a word of ours. */
export const ACTION_WORDS: Readonly<Record<Action, string>> = {
  removed: "removed",
  replaced: "replaced",
  restacked: "changes stack",
  forgotten: "forgotten",
  changed: "changed",
  moved: "moved",
  imported: "imported",
  added: "added",
};

/** `2 resources replaced, 1 added`. */
export function terraformTally({ terraform: { resources } }: Diff): string {
  const byAction = groupedBy(resources, ({ action }) => action);
  const counts = ACTIONS.flatMap((action) => {
    const count = byAction.get(action)?.length ?? 0;
    return count === 0 ? [] : [`${count} ${ACTION_WORDS[action]}`];
  });
  return counts.length === 0 ? "no resource changes" : counts.join(", ");
}

/** `1 wider, 2 narrower, 5 the same`. */
export function securityTally({ security }: Diff): string {
  const count = (relation: Relation) => security.filter((change) => change.relation === relation).length;
  const counts = RANKS.flatMap((relation) => {
    const many = count(relation);
    return many === 0 ? [] : [`${many} ${relation === "same" ? "the same" : relation}`];
  });
  return counts.length === 0 ? "nothing on either side" : counts.join(", ");
}

/** What changes of a stack besides its resources, in words. */
export const stackWords = (changes: readonly StackChange[]): string =>
  changes
    .map((change) =>
      changes.length > 1 ? `in account ${change.account} ${wordsOf(change)}` : wordsOf(change),
    )
    .join("; ");

function wordsOf({ status, settings, interface: faces }: StackChange): string {
  if (status === "new") return "new stack";
  if (status === "gone") return "the stack goes: destroy it, or move its states, before its folder goes";
  return [
    ...(settings.includes("backend")
      ? ["the place of its state changes: terraform init -migrate-state"]
      : []),
    ...(settings.some((name) => name !== "backend")
      ? [`settings change: ${listed(settings.filter((name) => name !== "backend"))}`]
      : []),
    ...(faces.length > 0 ? [`also changes ${listed(faces)}`] : []),
  ].join("; ");
}
