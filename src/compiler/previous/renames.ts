import { atValue, type Finding, finding } from "../finding";
import { type Appliance, inFileOrder, type Model } from "../model";
import { nearest } from "../nearest";
import { stackNameOf } from "../stacks";
import { listed, quoted } from "../text";
import { nameInOutput } from "./documents";
import type { FormerEntry } from "./entries";
import { previousKinds } from "./kinds";

/** A rename that is no move within a stack, or has nothing to move. */
export interface OddRename {
  readonly finding: Finding;
  /** What vanished under another name and is meant: that finding says it too. */
  readonly meant?: FormerEntry;
  /** As the last output has what can't be renamed so. */
  readonly old?: FormerEntry | undefined;
}

/** The renames that the last output does not bear out; none where it knows nothing of the document. */
export function oddRenames(
  model: Model,
  former: readonly FormerEntry[],
  vanished: readonly FormerEntry[],
): OddRename[] {
  const appliances = former.filter(({ kind }) => kind === "appliance");
  return inFileOrder(model.appliances).flatMap((appliance) => {
    if (appliance.former === undefined) return [];
    const { address } = appliance.former;
    const before = appliances.filter((entry) => entry.address === address);
    const now = appliances.filter((entry) => entry.address === appliance.address);
    if (before.length > 0) return refused(model, appliance, before, now);
    return now.length > 0 ? [] : [unknown(appliance, vanished)];
  });
}

const placeOf = ({ path }: Appliance) => atValue(...path, "renamedFrom");

function refused(
  model: Model,
  appliance: Appliance,
  before: readonly FormerEntry[],
  now: readonly FormerEntry[],
): OddRename[] {
  const { name, former, region } = appliance;
  const stack = stackNameOf(model, appliance);
  const [old] = before;
  const [both] = now;
  const who = `${quoted(former?.name ?? "")} can't become ${quoted(name)}`;
  if (both !== undefined) {
    const stacks = new Set([...before, both].map((entry) => nameInOutput(entry.stack)));
    const message = `${who}: the last output has both, in ${listed([...stacks])}`;
    const help = `remove renamedFrom; if ${quoted(former?.name ?? "")} is gone, write a tombstone for it`;
    return [{ finding: finding(previousKinds.renameRefused, placeOf(appliance), message, { help }), old }];
  }
  if (old === undefined || before.some((entry) => entry.stack.name === stack)) return [];
  const what = old.region === region ? "stack" : "Region";
  const message = `${who} and change its ${what} at once: the last output has it in ${nameInOutput(old.stack)}, and it goes to ${stack}`;
  const help = `take two steps: rename it where it is, compile and apply; then change its ${what}`;
  return [{ finding: finding(previousKinds.renameRefused, placeOf(appliance), message, { help }), old }];
}

/** A warning, since there is nothing to lose; an error where what is meant would be destroyed. */
function unknown(appliance: Appliance, vanished: readonly FormerEntry[]): OddRename {
  const { former, region } = appliance;
  const gone = vanished.filter((entry) => entry.kind === "appliance" && entry.region === region);
  const near = nearest(
    former?.name ?? "",
    gone.map(({ name }) => name),
  );
  const meant = gone.find(({ name }) => name === near);
  const message = `the last output has no appliance ${quoted(former?.name ?? "")} that could be renamed`;
  if (meant === undefined) {
    const help = "if this appliance is new, remove renamedFrom";
    return { finding: finding(previousKinds.renameUnknown, placeOf(appliance), message, { help }) };
  }
  const help = `did you mean "${meant.name}"?`;
  const more = { help, severity: "error" } as const;
  return { finding: finding(previousKinds.renameUnknown, placeOf(appliance), message, more), meant };
}
