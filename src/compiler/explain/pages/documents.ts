import type { Pages } from "../manual";

const STATE = "https://developer.hashicorp.com/terraform/language/state";

/** Pages about documents, their accounts and their stacks. */
export const documents: Pages = {
  "document-name": {
    why: `\
The name stands in front of every stack: seattle-iam, seattle-us-east-1. Stacks are folders, and
keys of states; so the name must be one that folders, S3 keys and workspaces take: letters, digits,
- and _, starting with a letter or digit, 64 at most.

Without a name in the spec it is the file's. Standard input has none, and of several documents in a
file each would get the same. Write it down in any case where files may be renamed: another name
means other states, and they must be moved (see explain document-renamed).
`,
    sources: [STATE, "A rule of panorama-compile: names of stacks follow from the spec's own names alone"],
  },

  "document-changed-account": {
    why: `\
The output folder has stacks of this name for another account, and their states hold that account's
resources. With the old account's credentials the provider would stop: "AWS account ID not allowed".
With the new one's it finds none of the resources there, takes them for deleted and forgets them;
the old account would keep all of it, and no state would know.

  A second account              give its document another name: it gets stacks and states of its own
  A typing error in account.id  write the old id back
  Nothing was applied yet       remove the document's folders below stacks/ in the output folder
  The account is given up       take it out of use first (docs/take-an-account-out-of-use.md)
`,
    sources: ["https://registry.terraform.io/providers/hashicorp/aws/latest/docs", STATE],
  },

  "document-renamed": {
    why: `\
The output folder has another document of this account, which this run does not name. Both would
make the two roles, of which an account has one each: the second apply stops with
EntityAlreadyExists.

  It was renamed        move the states with the commands of the finding, and remove the old
                        folders. No name in AWS holds the document's: the plans are then empty
  It was not meant      write the old name back
  Both are wanted       put them into one document (see explain duplicate-account)

Nothing of the old stacks is removed: a run takes away only what its own documents wrote before.
`,
    sources: ["https://developer.hashicorp.com/terraform/cli/commands/state/push", STATE],
  },

  "duplicate-account": {
    why: `\
The appliance role and the service-linked role are IAM's: one of each in an account, for all its
Regions. Two documents of one account would both make them, and the second apply would stop with
EntityAlreadyExists; adopted by both, each apply would undo what the other wrote into the trust
policy.

Put both into one document. Region is a key of each entry, so that one document can hold all six;
and terraform: { split: site } keeps the states of sites apart. Where it is a copy, correct
account.id.
`,
    sources: [
      "https://docs.aws.amazon.com/panorama/latest/dev/permissions-services.html",
      "https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html",
    ],
  },

  "duplicate-stack": {
    why: `\
A stack is a folder below stacks/, and its name is the key of its state. Two documents with one name
would write over each other's files, and one state would have to stand for two accounts. Names that
differ in case only are one folder on disks of macOS and Windows, so that the same commit would
compile on one machine and not on another.

Give one of the documents another name. Names may also meet by chance: with split: site, the site
"iam" of the document "acme" has the stack acme-us-east-1-iam, as a document "acme-us-east-1" has
for its roles.
`,
    sources: [STATE, "A rule of panorama-compile: names of stacks follow from the spec's own names alone"],
  },

  "end-of-support": {
    why: `\
AWS ended the support of AWS Panorama on 2026-05-31: nobody has access to its console or its
resources, and appliances and their applications don't work since, because they depend on them. What
AWS deletes in a customer's account, and whether IAM still accepts panorama.amazonaws.com in a new
trust policy, AWS documents nowhere. A role that nobody needs is one more that can be assumed.

  The account used Panorama   adopt what is there: source: import, with the real path, or have
                              panorama-compile discover write the spec. Then lifecycle:
                              quarantined
  The role is to be made      account.endOfSupport: acknowledged says that this is known

  aws iam get-role --role-name AWSPanoramaApplianceServiceRole --query Role.Path --output text
`,
    sources: [
      "https://docs.aws.amazon.com/panorama/latest/dev/panorama-end-of-support.html",
      "https://docs.aws.amazon.com/panorama/latest/dev/using-service-linked-roles.html",
    ],
  },
};
