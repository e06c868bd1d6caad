import type { Pages } from "../manual";

/** Pages about findings of the schema. */
export const schema: Pages = {
  "schema-exactly-one": {
    why: `\
These keys are alternatives. With two of them one would have to be ignored, and which one would be a
guess: states in another place than the reviewer believes, or a certificate that nobody expected.
With none of them nothing is said.

  terraform.backend    local, s3, http, remote or cloud; without it: local
  a certificate        csr, to have one made, or arn, of one that exists
  a job's targets      sites, appliances or all
  a tombstone          its kind: appliance, thingType, bucket, accessPoint, secret or job
`,
    sources: [
      "https://developer.hashicorp.com/terraform/language/backend",
      "A rule of panorama-compile: of alternatives exactly one is written",
    ],
  },

  "schema-length": {
    why: `\
The lengths are those of AWS, where the text goes to AWS. The provider checks some of them in a plan
(a thing's name, a secret's), others only AWS does, in the middle of an apply: of a thing's
attributes, 128 characters for a name and 800 for a value. Tags have 128 and 256.

An appliance's name has 119 characters, as panorama- is put in front of it to name the thing; the
thing's own name, thingName, has 128. A document's name has 64, since the names of its stacks start
with it. This prints every limit:

  panorama-compile schema
`,
    sources: [
      "https://docs.aws.amazon.com/general/latest/gr/iot-core.html#thing-limits",
      "https://docs.aws.amazon.com/iot/latest/apireference/API_AttributePayload.html",
      "https://docs.aws.amazon.com/tag-editor/latest/userguide/tagging.html",
      "https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_CreateSecret.html",
    ],
  },

  "schema-missing-key": {
    why: `\
Most keys have a default. Those without one are where a default would be a guess about an account:
apiVersion, account.id, account.region and strictness, which says who may assume a role; and of an
entry what makes it one, such as its name.

  aws sts get-caller-identity --query Account --output text     the account of your credentials
  aws configure get region                                      their Region

Of strictness, account is what any account can start with, device what a finished spec should have.
`,
    sources: [
      "https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html",
      "A rule of panorama-compile: what nobody can know for you has no default",
    ],
  },

  "schema-not-allowed": {
    why: `\
The field takes one of a few words, in exactly this spelling: lower case, no plural. A near word is
proposed and not taken: "regions" might have been meant for another field.

A Region must be one of the six where AWS Panorama was: us-east-1, us-west-2, ca-central-1,
eu-west-1, ap-southeast-1, ap-southeast-2. AWS's own examples of device ARNs name us-east-2, where
it never was. Only the Region of an S3 backend may be any other.

What stands at value among the secrets is not repeated: it may be the secret. Should it have been
committed, it counts as known; rotate it.
`,
    sources: [
      "https://docs.aws.amazon.com/general/latest/gr/panorama.html",
      "A rule of panorama-compile: a word that is almost right is refused, with the right one as help",
    ],
  },

  "schema-pattern": {
    why: `\
The characters are those that AWS takes, less those that would mean something to somebody on the
way: *, ? and \${ in an IAM policy, \${ in Terraform. The provider does not look at the characters
of a thing's name and attributes, so that a plan succeeds and the apply stops half-way.

  names of things and appliances     letters, digits and : _ -
  attributes of a thing              no spaces in names and values, and no empty value: AWS IoT
                                     takes that as a request to remove the attribute
  tags                               not starting with aws:, which is AWS's own
  account.id                         12 digits in quotes, without hyphens

Where the help proposes a text, only unfit characters were replaced: read it before you take it.
\${…} and {{…}} are refused since nobody fills them in: write what they stand for.
`,
    sources: [
      "https://docs.aws.amazon.com/iot/latest/apireference/API_CreateThing.html",
      "https://docs.aws.amazon.com/iot/latest/apireference/API_AttributePayload.html",
      "https://docs.aws.amazon.com/tag-editor/latest/userguide/tagging.html",
      "A rule of panorama-compile: nothing that a spec says is ever evaluated",
    ],
  },

  "schema-range": {
    why: `\
AWS would refuse the number when it is used, which may be long after the apply: a recovery window
counts on the day when the secret is deleted.

  trustPolicyQuota        2048 to 8192; it must be what the account has, since IAM counts for itself
  recoveryWindowDays      7 to 30, or 0: deleted at once, for ever
  valueVersion            a whole number from 1 on

The quota that the account has (IAM's quotas are kept in us-east-1; an increase is asked for there):

  aws service-quotas get-service-quota --service-code iam --quota-code L-C07B4B0D --region us-east-1
`,
    sources: [
      "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html",
      "https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_DeleteSecret.html",
    ],
  },

  "schema-too-few": {
    why: `\
An empty list or mapping here says something that has no meaning: a job for nobody, which AWS IoT
does not make (it takes 1 to 100 targets), or a document that tells the appliances nothing. Keys
that start with x- don't count: they are ignored.

Either write what is missing, or take out the whole entry. A job's targets may also be all: true,
for every appliance of its Region.
`,
    sources: ["https://docs.aws.amazon.com/iot/latest/apireference/API_CreateJob.html"],
  },

  "schema-too-many": {
    why: `\
AWS takes 50 tags on a resource. One is managed-by, by which everybody sees that Terraform owns it;
so 49 are yours. Writing managed-by yourself gives you the key, not another place.

A thing of a thing type takes 50 attributes, one without takes 3 (see explain too-many-attributes).
The 50 is AWS's default and can be raised for an account; this language does not go beyond.
`,
    sources: [
      "https://docs.aws.amazon.com/tag-editor/latest/userguide/tagging.html",
      "https://docs.aws.amazon.com/general/latest/gr/iot-core.html#thing-limits",
    ],
  },

  "schema-unknown-key": {
    why: `\
A key that nobody reads has no effect, and its author believes that it has: with permissionBoundary
for permissionsBoundary a role would have no boundary. So every key must be known where it stands,
in this spelling and case. A known key in another place is mostly indented too little or too much.

Notes and anchors of your own go under keys that start with x-, which are ignored everywhere. An
editor with the YAML language server completes keys and shows what they mean, when the first line of
the spec is

  # yaml-language-server: $schema=./panorama-spec.schema.json

and the schema lies beside it:

  panorama-compile schema > panorama-spec.schema.json
`,
    sources: [
      "https://json-schema.org/understanding-json-schema/reference/object#additionalproperties",
      "A rule of panorama-compile: no key without effect",
    ],
  },

  "schema-wrong-type": {
    why: `\
YAML decides by the look of an unquoted word what it is: 2 and 0x1F are numbers, true is no string,
an empty place is null. Made into a string again it may be another: 2.10 becomes 2.1 and 0123
becomes 123. So where text is wanted, what looks like something else is to be quoted: floor: "2".

A list wants "- " in front of each entry, with the space: -name is a key that starts with a hyphen.
An entry with one key is still a mapping: - name: dock-1.
`,
    sources: [
      "https://yaml.org/spec/1.2.2/#103-core-schema",
      "https://json-schema.org/understanding-json-schema/reference/type",
    ],
  },

  "account-id-not-a-string": {
    why: `\
An account id is 12 digits and may start with zeros. As a number, 012345678901 is 12345678901: with
eleven digits no account's, and in a policy's condition a text that never matches. So the id is
quoted, also where it starts with another digit, since the next account may not.

  aws sts get-caller-identity --query Account --output text

Should the zeros have been lost before, in a spreadsheet for instance, the id has too few digits;
the help then proposes them back. With another account's id nothing is applied: the provider has it
in allowed_account_ids and stops with "AWS account ID not allowed".
`,
    sources: [
      "https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-identifiers.html",
      "https://yaml.org/spec/1.2.2/#103-core-schema",
    ],
  },
};
