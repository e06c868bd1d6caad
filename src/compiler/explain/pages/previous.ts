import type { Pages } from "../manual";

const STATE_MV = "https://developer.hashicorp.com/terraform/cli/commands/state/mv";
const STATE_PUSH = "https://developer.hashicorp.com/terraform/cli/commands/state/push";

/** Pages about stacks and states that change from one output to the next. */
export const previous: Pages = {
  "resource-changes-region": {
    why: `\
Nothing in AWS moves to another Region. The stack of the old Region destroys it, the other one
makes an empty one of the same name. A certificate goes with it, as does a secret's value; a bucket
is deleted only when it is empty (BucketNotEmpty), and its name is taken until it is gone, and
anybody's then.

If it was not meant, write the region that it had; a changed account.region changes it for every
entry without one. If both are wanted, give the new one another name and the old one a tombstone.
If it is meant, apply in the order of the help: first what destroys, then what makes.
`,
    sources: [
      "https://docs.aws.amazon.com/general/latest/gr/rande.html",
      "A rule of panorama-compile: each Region has a stack, and a state, of its own",
    ],
  },

  "resource-changes-stack": {
    why: `\
No state knows of another. When an appliance's site changes, or terraform.split, the old stack's
plan destroys its thing and certificate, and the new one's makes others. Nothing needs to change in
AWS: the commands in the help move what the two states hold, and both plans are empty afterwards.

Run them before any apply, while nobody else applies: between pull and push no lock is held. They
stop at the first error. The pulled states, *.moving.tfstate and their backups, hold what the
states hold: delete them when both plans are empty. A certificate destroyed instead can't be
brought back.
`,
    sources: [STATE_MV, STATE_PUSH],
  },

  "last-output-unreadable": {
    why: `\
What an entry was and where, what has to be moved, and what would be destroyed is seen by comparing
the spec with what was compiled last. A stack's file with the marks of a merge in it, or cut off, is
not JSON any more: nothing can be compared, and what the spec lost since then would be destroyed by
the next apply without a word here. So the compile stops, while the file is still there.

Take the file back out of version control (git checkout HEAD -- FILE, or --ours or --theirs in a
merge), compile, and commit what comes of it: an output is compiled, never merged by hand. If nothing
was ever applied from it, remove it.

A file that is gone, and a manifest.json that is, are a warning only: who removes a stack's folder
starts anew. terraform plan shows what would be destroyed.
`,
    sources: [
      "A rule of panorama-compile: what would be destroyed has a line in the spec",
      "https://git-scm.com/docs/git-checkout",
    ],
  },

  "shared-resource-goes": {
    why: `\
The stack of a Region makes the IoT policy and the thing types that its sites' stacks use. AWS IoT
deletes neither while it is in use: a policy that a certificate has ends the apply with
DeleteConflictException, a type that a thing has with InvalidRequestException. Otherwise the Region
comes before its sites; this once the sites come first. In the wrong order nothing is lost: the
Region's apply fails, and succeeds after the sites'.

To have the type stay in AWS, forget it in place of destroying it.
`,
    sources: [
      "https://docs.aws.amazon.com/iot/latest/apireference/API_DeletePolicy.html",
      "https://docs.aws.amazon.com/iot/latest/apireference/API_DeleteThingType.html",
    ],
  },

  "stack-goes": {
    why: `\
A compile removes the stack's folder, and nothing else: its state stays where it is, and so does
all that it holds in AWS. Nobody applies that state again, and later nobody knows whose those
things are.

A Region goes with its last entry, also when account.region changes under entries that give none; a
site with its last appliance, or with terraform.split. If it was not meant, give the entries region
or site again. If it is, destroy what the stack holds, by the commands in the help; or write
tombstones, which keep the stack until they are taken out. What the state still holds:

  terraform -chdir=before/stacks/STACK state list
`,
    sources: [
      "https://developer.hashicorp.com/terraform/cli/commands/destroy",
      "A rule of panorama-compile: a run removes files, never states",
    ],
  },

  "states-change-place": {
    why: `\
In a folder where Terraform worked before, init stops with "Backend configuration changed". In a
fresh clone, as in CI, it says nothing: there the state is empty, and the apply makes everything
again, until AWS says that it exists (explain already-exists).

Copy the states before anybody applies, by the commands in the help; or, in a folder of the last
apply, stack by stack: terraform -chdir=stacks/STACK init -migrate-state. A plan must be empty
afterwards. The old states stay where they are: delete them then, so that nobody applies from them.
`,
    sources: [
      "https://developer.hashicorp.com/terraform/language/backend",
      "https://developer.hashicorp.com/terraform/cli/commands/init",
      STATE_PUSH,
    ],
  },
};
