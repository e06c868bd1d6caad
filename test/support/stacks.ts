import { differ } from "../../src/compiler/diff";
import type { StackConfig } from "../../src/compiler/diff/stack";

// Stacks of a few blocks, as diff reads them: what nobody would write a whole spec for.

// biome-ignore lint/suspicious/noExplicitAny: the JSON of a stack, as somebody may edit it
export type Json = any;

export const ACCOUNT = "123456789012";

/** The JSON of a stack: its provider, and what else it has. */
export const stackJson = (more: Json = {}, region = "us-east-1", account = ACCOUNT): Json => ({
  provider: { aws: [{ region, allowed_account_ids: [account] }] },
  ...more,
});

/** A stack that is read; throws where it is none of ours. */
export function stackOf(more: Json = {}, name = "acme", region?: string, account?: string): StackConfig {
  const stack = differ.readStack(name, "acme", JSON.stringify(stackJson(more, region, account)));
  if (stack === undefined) throw new Error("no stack of ours");
  return stack;
}

/** What diff says of stacks before and after, as its JSON has it. */
export function diffOf(before: readonly StackConfig[], after: readonly StackConfig[]): Json {
  const diff = differ.diffOf({ label: "old", stacks: before }, { label: "new", stacks: after });
  return JSON.parse(differ.formats.json(diff));
}

/** Each subject that is not the same: `kind of name: relation; its reasons`. */
export const changesOf = (before: readonly StackConfig[], after: readonly StackConfig[]): string[] =>
  diffOf(before, after)
    .security.filter(({ relation }: Json) => relation !== "same")
    .map(({ subject, relation, status, reasons }: Json) =>
      [`${subject}: ${status} ${relation}`, ...reasons.map(({ text = "policy" }: Json) => text)].join("; "),
    );
