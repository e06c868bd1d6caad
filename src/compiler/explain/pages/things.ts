import type { Pages } from "../manual";

const MOVED = "https://developer.hashicorp.com/terraform/language/block/moved";
const UPDATE_CERTIFICATE = "https://docs.aws.amazon.com/iot/latest/apireference/API_UpdateCertificate.html";
const CREATE_THING = "https://docs.aws.amazon.com/iot/latest/apireference/API_CreateThing.html";

/** Pages about things, their certificates, and appliances that get another name. */
export const things: Pages = {
  "certificate-goes": {
    why: `\
A certificate made from a CSR is Terraform's: applying makes it inactive and deletes it, for good.
The same CSR would give another certificate, which the appliance does not have. One given by arn is
only taken off its thing and off the policy panorama-REGION-appliance. It stays active if it was,
with the policies that AWS Panorama attached, and whoever has its key can still sign in to AWS IoT.

state: retired    at the appliance, with its certificate: it goes inactive, and all is kept
status: inactive  beside arn: the same for the certificate alone
the help's call   after the apply, for a certificate given by arn that nobody names any more
nothing           where the appliance changes its certificate, and the old one may go or stay

What a certificate may still do: aws iot list-attached-policies --target ARN --region REGION
`,
    sources: [
      UPDATE_CERTIFICATE,
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/iot_certificate",
    ],
  },

  "certificate-left-active": {
    why: `\
Forgetting changes nothing in AWS: thing, certificate and policies stay as they are, and Terraform
knows nothing of them. An active certificate goes on signing in, with nobody looking after it. AWS
IoT did not end with AWS Panorama.

With state: retired, compiled and applied first, the certificate goes inactive; forget it then. Or
make it inactive by hand, after forgetting:

  aws iot list-thing-principals --thing-name THING --region REGION
  aws iot update-certificate --certificate-id ID --new-status INACTIVE --region REGION

Where another spec or program takes the appliance over, it is right to leave it active.
`,
    sources: [UPDATE_CERTIFICATE, "https://developer.hashicorp.com/terraform/language/block/removed"],
  },

  "certificate-stays-inactive": {
    why: `\
Quarantine, state: retired and status: inactive make a certificate given by arn inactive, by a call
at apply. To take the word out calls nothing: no certificate becomes active because a line is gone.
So the appliance is in use again, and can't connect.

Write status: active, and applying makes it active; or status: inactive, if only the rest is to come
back. What it is now:

  aws iot describe-certificate --certificate-id ID --region REGION \\
    --query certificateDescription.status
`,
    sources: [
      UPDATE_CERTIFICATE,
      "A rule of panorama-compile: nothing becomes active that the spec does not say is active",
    ],
  },

  "thing-name-changes": {
    why: `\
AWS IoT has no way to rename a thing. Terraform would delete the old one and make another, empty
one ("must be replaced", "forces replacement"). An appliance goes on under the name that it was
given, so the new thing would never be anybody's.

Without thingName, the thing is called panorama- and the appliance's name: a change of the name
alone, or a thingName that was taken out, changes it too. To give the appliance another name, and
leave the thing its own, write renamedFrom and thingName (explain renamed-from). What things there
are:

  aws iot list-things --region REGION --query 'things[].thingName'
`,
    sources: [
      CREATE_THING,
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/iot_thing",
    ],
  },

  "thing-type-in-use": {
    why: `\
AWS IoT deletes no type that a thing has. A forgotten appliance's thing stays in AWS and has it, so
the apply would deprecate the type, wait for the five minutes that AWS IoT asks for, and end in an
error.

forget        the type too: all stays in AWS as it is
destroy both  where nobody needs the things either
by hand       after forgetting both, when the type alone is to go:

  aws iot update-thing --thing-name THING --remove-thing-type --region REGION
  aws iot deprecate-thing-type --thing-type-name TYPE --region REGION
  aws iot delete-thing-type --thing-type-name TYPE --region REGION   # five minutes later
`,
    sources: ["https://docs.aws.amazon.com/iot/latest/apireference/API_DeleteThingType.html"],
  },

  "destroyed-in-use": {
    why: `\
The spec has one thing under two names: the one to destroy, the other to make. AWS IoT answers a
request to make a thing that is there, and is the same, without an error. So both may succeed, in
either order, and in the end the thing is gone while the state has it. With a certificate it is the
policy panorama-REGION-appliance that comes off after it was put on.

The thing is the same, and only the appliance's name is new: that is a rename. With renamedFrom
Terraform moves what it has to the new address, and touches nothing in AWS. Where it really is to be
made anew, take two steps: destroy, apply, and add the other afterwards.
`,
    sources: [MOVED, CREATE_THING],
  },

  "renamed-from": {
    why: `\
An appliance's name in the spec is its address in Terraform. renamedFrom becomes a moved block, and
the plan says "has moved to" in place of destroying one thing and making another. AWS does not see
the new name, so the thing must keep its own: it needs thingName. What the spec did not give before
was panorama- and the former name.

Each former name goes to one appliance, which is in the spec under no other name. Terraform follows
a chain of moves to its end, so that a swap or a chain takes an apply for each step. A tombstone
says the opposite: that nothing became of it.
`,
    sources: [MOVED, CREATE_THING],
  },

  "rename-refused": {
    why: `\
A moved block moves within one state. A rename that also changes site or Region would have to reach
into another: Terraform would destroy the thing in the one stack, and make it in the other.

Rename first, compile and apply. Then change the site, where resource-changes-stack prints the
commands that move it between the states; or the Region, where it can only be made anew.

Where the last output has both names, there is nothing to move: renamedFrom is wrong there.
`,
    sources: [MOVED, "https://developer.hashicorp.com/terraform/cli/commands/state/mv"],
  },

  "rename-unknown": {
    why: `\
A moved block for what is not in the state does nothing and says nothing. If the former name has a
typing error, Terraform destroys the thing under its true name, and makes another: then it is an
error. It is a warning where the last output has nothing that could be meant: the appliance is new,
or it was renamed long ago, or the output folder is not that of the last apply.

  terraform -chdir=cdktf.out/stacks/STACK state list aws_iot_thing.FORMER-NAME
`,
    sources: [MOVED],
  },

  "rename-done": {
    why: `\
The last output has the appliance under its new name, and moved it there. Once that was applied,
the moved block has nothing left to do in this state. No output tells whether it was applied, so it
is only said. Taken out before that, Terraform would destroy the thing under its old address, and
make it anew under the new one. An empty plan means applied:

  terraform -chdir=cdktf.out/stacks/STACK plan -detailed-exitcode   # 0: nothing to do
`,
    sources: [MOVED],
  },
};
