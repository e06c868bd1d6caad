import type { Pages } from "../manual";

const HTTP = "https://developer.hashicorp.com/terraform/language/backend/http";
const GITLAB = "https://docs.gitlab.com/user/infrastructure/iac/terraform_state/";
const LOCKING = "https://developer.hashicorp.com/terraform/language/state/locking";

/** Pages about addresses, stacks, backends and the provider. */
export const terraform: Pages = {
  "address-collision": {
    why: `\
An entry's name becomes its Terraform address: aws_iot_thing.NAME. There only letters, digits, - and
_ are allowed, so other characters become _, and a leading digit gets one in front; of a secret's
variable - becomes _ too, as shells export nothing else. Two names that become one address would be
one resource, and one of the two entries would be missing without a word.

Rename the one that was not applied yet; an appliance may keep its thing's name by thingName. A
secret's name is AWS's own: another name is another secret. Where only the variables of two secrets
meet, value: none on one of them is enough. Names of different Regions never meet: they are in
different stacks.
`,
    sources: [
      "https://developer.hashicorp.com/terraform/language/syntax/configuration#identifiers",
      "https://developer.hashicorp.com/terraform/language/values/variables",
    ],
  },

  "state-bucket-made": {
    why: `\
Terraform reads and writes the states in this bucket, and can't make it: terraform init fails with
NoSuchBucket where it is not there. Even were it made by hand first, the states of its own stack would
lie in it, its policy would be that of AWS Panorama's store, and a destroy would take away the bucket
that still holds the states.

A bucket for states is made once, by another configuration: versioned, encrypted, with a policy of
its own.
`,
    sources: ["https://developer.hashicorp.com/terraform/language/backend/s3"],
  },

  "site-collision": {
    why: `\
With split: site each site of a Region has a stack, a folder named after it. Disks of macOS and
Windows know no case: there, seattle and Seattle would be one folder, and one site's state would
plan to destroy the other's things. On Linux the same commit would compile.

Mostly it is one site, written in two ways. Writing both the same moves the appliances into one
stack; where both were applied before, a warning prints the terraform state mv commands. Tombstones
count too: their site is where the appliance stood.

With split: region no folder is named after a site, and it is a warning: a job aimed at sites:
[seattle] leaves out what stands at Seattle.
`,
    sources: ["A rule of panorama-compile: what compiles on one machine compiles on every machine"],
  },

  "backend-region": {
    why: `\
S3 encrypts an object only with a KMS key of the bucket's own Region; a multi-Region key (mrk-) has
a replica and an ARN of its own in each. Terraform init succeeds; the first plan or apply stops when
it writes the state's lock, which is encrypted with the same key.

The Region meant is the bucket's, which may be another than that of the appliances. The key's
account may differ from the bucket's. Where the bucket is, and which keys there are:

  aws s3api get-bucket-location --bucket BUCKET          null means us-east-1
  aws kms list-keys --region REGION
`,
    sources: [
      "https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html",
      "https://developer.hashicorp.com/terraform/language/backend/s3",
    ],
  },

  "lock-overwrites-state": {
    why: `\
Terraform's backend http reads a state by GET, writes it by POST (updateMethod) and deletes it by
DELETE. A lock without a suffix is sent to the same address, and by one of these methods: locking
would write the lock's few lines over the state, or unlocking would delete it. Terraform then knows
no resource any more, and the next apply makes everything again.

GitLab and Gitea take locks at ADDRESS/lock: suffix: /lock. A server that takes them at the state's
own address uses the methods LOCK and UNLOCK, which are the default: lock: {}.
`,
    sources: [HTTP, GITLAB],
  },

  "state-not-locked": {
    why: `\
The backend http locks only where it is told how; the others lock by themselves. Of two applies at a
time, in CI and by hand for instance, both read the state, and the later one writes over what the
earlier one made: resources that AWS has and no state knows.

  GitLab, Gitea    lock: { suffix: /lock, method: POST, unlockMethod: DELETE }
  LOCK and UNLOCK at the state's own address
                   lock: {}

What the server takes is in its documentation. A server without locks needs another way to keep
applies apart, such as one CI job at a time; the warning stays then.
`,
    sources: [HTTP, LOCKING, GITLAB],
  },

  "workspace-name": {
    why: `\
With the backends remote and cloud each stack has a workspace, PREFIX and the stack's name.
HashiCorp recommends at most 90 characters. It was the limit until 2023, which an older Terraform
Enterprise may still have; HCP Terraform takes 260. Said of the longest name, as the others are
shorter.

A prefix or a name that is shorter means other workspaces: where these were applied, their states
must be moved first, for which a warning prints the commands. Where it is HCP Terraform, nothing has
to be done.
`,
    sources: [
      "https://developer.hashicorp.com/terraform/cloud-docs/workspaces/create#workspace-naming",
      "https://github.com/hashicorp/terraform-docs-common/pull/441",
    ],
  },

  "provider-version": {
    why: `\
What is emitted fits hashicorp/aws from 5.100.0 on, below 7.0.0. Older versions may lack arguments
that are used, and a major version may rename any. A constraint that leaves none of that range ends
in a plan with errors, or already in terraform init: "no available releases match the given
constraints".

  ~> 5.100               any 5.x from 5.100 on
  >= 5.100.0, < 7.0.0    the default
  6.25.0                 exactly this one
  ~> 5.99.0              only 5.99.x: three numbers pin the first two

Each stack's .terraform.lock.hcl pins one version; keep it, and raise it by terraform init -upgrade.
`,
    sources: [
      "https://developer.hashicorp.com/terraform/language/expressions/version-constraints",
      "https://developer.hashicorp.com/terraform/language/files/dependency-lock",
    ],
  },
};
