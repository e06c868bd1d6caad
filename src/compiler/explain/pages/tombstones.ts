import type { Pages } from "../manual";

const REMOVED = "https://developer.hashicorp.com/terraform/language/block/removed";

/** Pages about what left the spec, and the tombstones that say what becomes of it. */
export const tombstones: Pages = {
  "entry-vanished": {
    why: `\
What is no longer in a stack, Terraform destroys at the next apply. A line that was deleted by
mistake looks the same as one that was meant, and prevent_destroy goes with the block that has it.
So a spec says what becomes of what it had:

forget       AWS keeps it as it is; Terraform lets go of it (a removed block, Terraform 1.7)
destroy      Terraform destroys what it made; a secret can be brought back for its recovery window
renamedFrom  at the appliance that it is now
put it back  where it was not meant to go

If the last output was never applied, nothing is lost either way: remove the stack's folder from the
output folder, and compile again.
`,
    sources: [
      REMOVED,
      "https://developer.hashicorp.com/terraform/language/meta-arguments/lifecycle",
      "A rule of panorama-compile: nothing is destroyed that the spec does not say is to be destroyed",
    ],
  },

  "tombstone-done": {
    why: `\
The last output was made with this tombstone, and has nothing left of what it stands for. Once that
output was applied, Terraform has let go of it or destroyed it, and the line may go. The compiler
sees no state, so it only says so. Taken out before the apply, a forgotten resource would be
destroyed: in doubt leave it, it does no harm. An empty plan means applied:

  terraform -chdir=cdktf.out/stacks/STACK plan -detailed-exitcode   # 0: nothing to do
`,
    sources: [REMOVED],
  },

  "tombstone-goes": {
    why: `\
A tombstone that forgets is a removed block, a renamedFrom a moved one. Both work at the apply, not
when they are compiled. If the last output was not applied, the state still has the resource,
nothing says any more what becomes of it, and the next apply destroys it.

Nobody but Terraform knows whether it was applied. This prints the address if the state still has
it: then put the line back, and apply first.

  terraform -chdir=cdktf.out/stacks/STACK state list ADDRESS
`,
    sources: [REMOVED, "https://developer.hashicorp.com/terraform/language/block/moved"],
  },

  "tombstone-misplaced": {
    why: `\
A tombstone works in the stack of its Region and site. In another it forgets and destroys nothing,
and says nothing, while the stack that has the resource loses it without a word: Terraform destroys
it.

region defaults to the account's; site has no default. Write them as the entry had them. Where
terraform.split changes at the same time, the stack goes with it: let the tombstone be applied
first.
`,
    sources: [REMOVED, "A rule of panorama-compile: a tombstone lies where the entry was"],
  },

  "tombstone-name-used": {
    why: `\
To make and to forget one address is a contradiction: Terraform takes both at validate, and refuses
the plan. Where the tombstone destroys, the entry would win without a word. Two names can also share
an address, since characters that Terraform does not take become _.

The entry came back: remove the tombstone. It is another: give it another name, or wait until the
tombstone was applied and taken out. A bucket that stays is the exception: source: existing with
disposition: forget hands it over.
`,
    sources: [REMOVED, "https://developer.hashicorp.com/terraform/language/syntax/configuration#identifiers"],
  },
};
