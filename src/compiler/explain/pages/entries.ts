import type { Pages } from "../manual";

const THING_LIMITS = "https://docs.aws.amazon.com/general/latest/gr/iot-core.html#thing-limits";

/** Pages about entries of a spec, their names and their tags. */
export const entries: Pages = {
  duplicate: {
    why: `\
Of two entries that say they are the same, only one could be meant. What stands only once:

  a name                of two entries, the second would take the first one's Terraform address
  a thing name          AWS IoT takes a second thing that is the same to the letter for new without an
                        error; destroying one of the two then takes the other's
  a device id           the trust policy names each once; one of the two appliances is left out of it
  a certificate, a CSR  with one key, either appliance can sign in as the other
  a bucket's name       it is unique in all of AWS; the others' names are in their account and Region

Mostly an entry was copied and one line of it not changed. The id of a device, and the name of its
thing where AWS Panorama made it, can no longer be looked up in its console: what AWS IoT has is
listed by

  aws iot list-things --region REGION --query 'things[].thingName'
  aws iot list-thing-principals --region REGION --thing-name THING
`,
    sources: [
      "https://docs.aws.amazon.com/iot/latest/apireference/API_CreateThing.html",
      "https://docs.aws.amazon.com/iot/latest/developerguide/x509-client-certs.html",
      "https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html",
    ],
  },

  "no-effect": {
    why: `\
The line says something, and nothing comes of it: its author believes in a limit, a path or a
certificate that is not there. The message gives the reason; mostly the field belongs to another
setting:

  overflow, trustPolicyQuota    strictness: device, which alone names appliances in the trust policy
  readSecrets: true             secrets that the spec declares
  valueVersion                  value: variable
  arn of a secret, policy       source: import
  until                         state: reprovisioning
  status of a certificate       arn; one made from a CSR is active until its appliance is retired
  split: site                   appliances with a site

It is an error where the opposite of what is written would hold: status: inactive on a certificate
that would be active. Retiring an appliance that nothing of the spec keeps out is an info.
`,
    sources: ["A rule of panorama-compile: no key without effect"],
  },

  "undeclared-reference": {
    why: `\
The name stands for an entry of this spec, and there is none of that name. A slip in it would
otherwise make an access point on a bucket that AWS does not have, a job that leaves out a site, or
an entry of thingTypes or iotPolicies for what no appliance has, which adopts nothing.

A bucket that exists and is not to be managed is declared all the same: buckets: [{ name: NAME }]
has source: existing and changes nothing of it. A site is declared by an appliance that stands
there. Case counts: "Seattle" is not "seattle".
`,
    sources: ["A rule of panorama-compile: every name in a spec is that of something it declares"],
  },

  "tag-keys-collide": {
    why: `\
IAM tells tag keys apart without regard to case, other services of AWS do not. The tags of a spec go
onto everything, the roles too, and IAM would answer at apply: "Duplicate tag keys found. Please
note that Tag keys are case insensitive." Resources of other services would have both, and cost
reports two columns.

Keep one. managed-by: panorama-compile is added to everything; to set another value, write the key
exactly so. Where the two differ in meaning, let their names differ in a letter.
`,
    sources: ["https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags.html"],
  },

  "tag-value-empty": {
    why: `\
Most of AWS takes a tag without a value. AWS::IoT::JobTemplate does not: CloudFormation wants at
least one character there. Job templates get the spec's tags, so the apply would stop in the middle
of the Region's stack. A spec without jobs may have the tag.

Where only the key counts, write a value that says so, as in docks: "yes".
`,
    sources: [
      "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-iot-jobtemplate-tag.html",
    ],
  },

  "too-many-attributes": {
    why: `\
AWS IoT keeps at most 3 attributes of a thing without a type and 50 of one with a type. The provider
does not count them, so a plan succeeds and the apply fails at this thing.

The type that the help proposes is made with the stack, and things may share one. A thing type can't
be renamed, and is deleted only when no thing has it, five minutes after it was deprecated. Where
attributes only describe the appliance to people, a comment in the spec may do.
`,
    sources: [THING_LIMITS, "https://docs.aws.amazon.com/iot/latest/apireference/API_DeleteThingType.html"],
  },

  "thing-name-prefix": {
    why: `\
AWSPanoramaServiceLinkedRolePolicy lets the service-linked role work on thing/panorama* and no other
thing, and ARNs count letters' case: Panorama-dock is outside. The role's policy is AWS's and can't
be changed. Terraform would make the thing, and AWS Panorama could neither read its shadow nor start
a job on it. The things that AWS Panorama made have such names already:
panorama_dock_Thing_0a1b2c3d.

A thing can't be renamed: another name makes another thing, and destroys the one that Terraform has.
One that exists under another name is no appliance's; leave it out. The names that there are:

  aws iot list-things --region REGION --query 'things[].thingName'
`,
    sources: [
      "https://docs.aws.amazon.com/panorama/latest/dev/using-service-linked-roles.html",
      "https://docs.aws.amazon.com/iot/latest/apireference/API_CreateThing.html",
    ],
  },
};
