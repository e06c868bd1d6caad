import { type Relation, together } from "./compare";
import { type SecurityChange, securityChanges } from "./security";
import type { StackConfig } from "./stack";
import { type TerraformChanges, terraformChanges } from "./terraform";

/** One side of a comparison. */
export interface Side {
  /** As the command line has it. */
  readonly label: string;
  readonly stacks: readonly StackConfig[];
}

/** What changed from one output to another. */
export interface Diff {
  readonly old: string;
  readonly new: string;
  /** Of all that lets somebody in, together. */
  readonly relation: Relation;
  readonly security: readonly SecurityChange[];
  readonly terraform: TerraformChanges;
}

export function diffOf(old: Side, now: Side): Diff {
  const accounts = new Set([...old.stacks, ...now.stacks].map(({ account }) => account));
  const security = securityChanges(old.stacks, now.stacks).map((change) =>
    accounts.size > 1 ? ofAccount(change) : change,
  );
  return {
    old: old.label,
    new: now.label,
    relation: together(security.map(({ relation }) => relation)),
    security,
    terraform: terraformChanges(old.stacks, now.stacks),
  };
}

/** Where there are several accounts, each subject says whose it is. */
const ofAccount = ({ subject, ...change }: SecurityChange): SecurityChange => ({
  ...change,
  subject: { ...subject, name: `${subject.name} of account ${subject.account}` },
});
