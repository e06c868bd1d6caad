import { counted, listed } from "../text";
import { clean } from "./clean";
import type { Reason } from "./report";

/** How a stale plan is made anew. */
const AGAIN = "compile, plan that output, and print the plan again";

const names = (attributes: readonly string[]): string => {
  const shown = attributes.slice(0, 5).map(clean);
  const more = attributes.length - shown.length;
  return listed([...shown, ...(more > 0 ? [counted(more, "more argument")] : [])]);
};

/** Why the spec does not explain a change: every reason that there is. */
export const reasons = {
  noStack: (): Reason => ({ code: "no-stack", message: "the plan is of no stack of the spec" }),
  foreign: (): Reason => ({
    code: "foreign",
    message: "the spec has nothing at this address",
    help: "take it out of the stack's folder, where only panorama-compile writes; Terraform of your own belongs into a folder of its own",
  }),
  foreignModule: (): Reason => ({
    code: "foreign",
    message: "it is in a module, and stacks of a spec have none",
    help: "take the module out of the stack's folder, where only panorama-compile writes",
  }),
  stale: (attributes: readonly string[]): Reason => ({
    code: "stale",
    message: `the plan was made of another output: the spec compiles to another value of ${names(attributes)}`,
    help: AGAIN,
  }),
  undeclaredNow: (): Reason => ({
    code: "stale",
    message: "the plan was made of another output: the spec has nothing at this address any more",
    help: AGAIN,
  }),
  destroysDeclared: (): Reason => ({
    code: "destroys-declared",
    message: "the spec declares it, and the plan destroys it",
    help: "if it is to go, take it out of the spec, with a tombstone in retired: where it is an entry; if not, don't apply a plan that was made with -destroy",
  }),
  forgetsDeclared: (): Reason => ({
    code: "forgets-undeclared",
    message: "Terraform lets go of it, and no tombstone of the spec says so",
    help: "write a tombstone with disposition: forget into retired:, or take the removed block out of the stack's folder",
  }),
  noTombstone: (): Reason => ({
    code: "no-tombstone",
    message: "the spec has nothing at this address, and no tombstone that says that it may go",
    help: "if it left the spec, write a tombstone with its kind and name into retired:, with disposition: destroy or forget",
  }),
  willBeForgotten: (): Reason => ({
    code: "no-tombstone",
    message: "the tombstone of the spec says forget, and the plan destroys it",
    help: AGAIN,
  }),
  otherStack: (stack: string): Reason => ({
    code: "other-stack",
    message: `the spec has it in the stack ${stack} now: this plan destroys it here, and that of ${stack} makes another`,
    help: "move it from state to state first; panorama-compile SPEC, over the last output, prints the commands (resource-changes-stack)",
  }),
  drift: (attributes: readonly string[]): Reason => ({
    code: "drift",
    message: `it was changed outside of Terraform (${names(attributes)}), and the plan sets it to what the spec says`,
    help: "find out who changed it and why; if the change is to stay, write it into the spec",
  }),
  gone: (): Reason => ({
    code: "drift",
    message: "it was deleted outside of Terraform, and the plan makes it anew",
    help: "find out who deleted it and why; if it is to stay away, take it out of the spec",
  }),
  driftKept: (attributes: readonly string[]): Reason => ({
    code: "drift",
    message: `it was changed outside of Terraform (${names(attributes)}), and the plan leaves it so`,
    help: "find out who changed it and why; what the spec gives, a plan without -refresh-only and -target sets back",
  }),
  goneKept: (): Reason => ({
    code: "drift",
    message: "it was deleted outside of Terraform, and the plan does not make it anew",
    help: "plan without -refresh-only and -target",
  }),
  import: (): Reason => ({
    code: "import",
    message: "the plan imports it, and the spec does not adopt it by this id",
    help: "write source: import where the spec declares it, or take the import block out of the stack's folder",
  }),
  notImported: (): Reason => ({
    code: "import",
    message: "the spec adopts what is there, and the plan makes another",
    help: AGAIN,
  }),
  notMoved: (to: string): Reason => ({
    code: "move",
    message: `the spec moves it to ${clean(to)}, and the plan destroys it`,
    help: AGAIN,
  }),
  move: (): Reason => ({
    code: "move",
    message: "the plan moves it from another address, and no renamedFrom of the spec says so",
    help: "write renamedFrom into the spec, or take the moved block out of the stack's folder",
  }),
  tainted: (): Reason => ({
    code: "tainted",
    message:
      "it is replaced because the state calls it tainted: making it failed half-way, or somebody marked it",
    help: "look at what is there; terraform untaint keeps it",
  }),
  requested: (): Reason => ({
    code: "requested",
    message: "it is replaced because the plan was asked to (-replace)",
    help: "plan without -replace",
  }),
  deposed: (): Reason => ({
    code: "deposed",
    message: "it is what an earlier replacement left behind when it failed",
    help: "look at what is there before it is destroyed",
  }),
  unknownAction: (): Reason => ({
    code: "unknown-action",
    message: "this version of panorama-compile does not know what the plan does to it",
    help: "look at the plan itself: terraform show plan.tfplan",
  }),
} as const;
