import type { Pages } from "../manual";

const MANAGED =
  "https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSPanoramaApplianceServiceRolePolicy.html";
const QUOTAS = "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html";

/** Pages about the two roles and their policies. */
export const roles: Pages = {
  "adopted-role-reads-secrets": {
    why: `\
The console gave the role the AWS managed policy, which in none of its versions reads a secret,
though AWS's guide says that an appliance reads its cameras' credentials. On every strictness but
service, readSecrets is true by default: adopting would add a policy that reads the secrets in the
spec, and decrypts with their keys.

readSecrets: false  the role can read what it could before, and nothing more
readSecrets: true   it is meant to read them: then this is not said any more
`,
    sources: [
      MANAGED,
      "https://docs.aws.amazon.com/panorama/latest/dev/permissions-services.html",
      "A rule of panorama-compile: adopting gives nobody a right that the spec does not ask for",
    ],
  },

  "arn-mismatch": {
    why: `\
Terraform checks only that it is an ARN. One of another account or Region comes from a spec that was
copied: at best AWS refuses it at apply, at worst it names something of somebody else's.

certificate.arn      of this account and the appliance's Region: AWS IoT has them for each Region
kmsKeyId             of this account and the secret's Region; of a multi-Region key, the replica
a secret's arn       of this account and the secret's Region
permissionsBoundary  of this account, or AWS's own, arn:aws:iam::aws:policy/…

If the ARN is right, account.id or region is wrong. This prints whose credentials are in use:
  aws sts get-caller-identity --query Account --output text
`,
    sources: [
      "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html",
      "A rule of panorama-compile: one document is one account",
    ],
  },

  "managed-policy-not-attached": {
    why: `\
An adopted role's attachment of the managed policy is adopted too. The last output took it away, on
strictness device or by permissions: scoped, so that there is nothing to import, and the plan ends
with
  Error: Cannot import non-existent remote object
Nothing is changed then. If managed is meant, attach the policy by hand as the help says, then
plan. If it is not, write permissions: scoped, which is narrower and needs no managed policy. If
the last output was never applied, the policy may still be there. Look first:

  aws iam list-attached-role-policies --role-name AWSPanoramaApplianceServiceRole
`,
    sources: [
      "https://developer.hashicorp.com/terraform/language/block/import",
      "https://docs.aws.amazon.com/IAM/latest/APIReference/API_AttachRolePolicy.html",
    ],
  },

  "policy-too-large": {
    why: `\
The provider does not look at sizes: the plan is good, and the apply ends, for the role, with
  LimitExceeded: Maximum policy size of 10240 bytes exceeded for role …
No quota here can be raised, and all inline policies of a role count together: splitting one does
not help. Characters without white space count: 10240 for the role, 2048 for an IoT policy, 20 KB
for the policy of an access point or a bucket.

Fewer access points with shorter prefixes, such as seattle/ in place of seattle/dock-01/models/,
take less room, and let the role read more. permissions: managed takes no room, and is wider: AWS's
own patterns, which are of any account and Region. Secrets that the role need not read:
readSecrets: false.
`,
    sources: [
      QUOTAS,
      "https://docs.aws.amazon.com/general/latest/gr/iot-core.html#security-limits",
      "https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-restrictions-limitations-naming-rules.html",
    ],
  },

  "role-path-changes": {
    why: `\
A role's path is a part of its ARN, and IAM can't change it. The plan says "must be replaced" at
the role and "forces replacement" at its path: Terraform would delete the role, and make another
one, which nobody who names the old ARN knows.

Write the path of the last output, unless that one was never applied. This prints the real one:

  aws iam get-role --role-name AWSPanoramaApplianceServiceRole --query Role.Path --output text

Where the new path is meant, apply every stack: policies of access points and buckets name the role.
`,
    sources: [
      "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html",
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/iam_role",
    ],
  },

  "service-linked-role-goes": {
    why: `\
What leaves a stack is destroyed at the next apply. Terraform would ask IAM to delete the role; IAM
does so only when AWS Panorama no longer uses it. AWS's guide has its appliances and applications
deleted in AWS Panorama first, where nobody can sign in since 2026-05-31. Whether the role can still
be deleted, AWS does not document; nor whether it can be made again.

omit, with terraform state rm before the apply  it stays, and Terraform knows nothing of it
create or import, as before                     it stays with the stack
omit, and apply                                 the right way where it is to be deleted
`,
    sources: [
      "https://docs.aws.amazon.com/panorama/latest/dev/using-service-linked-roles.html",
      "https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteServiceLinkedRole.html",
    ],
  },
};
