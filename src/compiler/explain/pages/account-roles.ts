import type { Pages } from "../manual";

const TRUST_POLICIES = "https://docs.aws.amazon.com/panorama/latest/dev/security-iam-trustpolicies.html";
const SERVICE_LINKED = "https://docs.aws.amazon.com/panorama/latest/dev/using-service-linked-roles.html";
const EXCLUSIVE =
  "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/iam_role_policies_exclusive";
const MANAGED =
  "https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSPanoramaApplianceServiceRolePolicy.html";
const EVALUATION =
  "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html";

/** Pages about what discover says of the two roles of an account. */
export const accountRoles: Pages = {
  "role-missing": {
    why: `\
AWSServiceRoleForAWSPanorama is not in the account: either no appliance was ever registered there,
or somebody deleted it. The spec says serviceLinked: omit, and nothing has to be done. With create,
Terraform would ask IAM for it; whether IAM still makes it, AWS does not document.
`,
    sources: [SERVICE_LINKED],
  },

  "role-made": {
    why: `\
The appliance role is not in the account, and every spec has one: applying this one makes it, with a
trust policy that lets AWS Panorama in. That is a new way in where there was none.

don't apply              where nothing in the spec needs to be adopted: the account needs no spec
lifecycle: quarantined   makes the role so that nobody may assume it, and shuts the rest
another account          look once more whether it is the one that had the appliances

  aws sts get-caller-identity
`,
    sources: [
      "https://docs.aws.amazon.com/panorama/latest/dev/permissions-services.html",
      "A rule of panorama-compile: every document has the appliance role",
    ],
  },

  "trust-unconditioned": {
    why: `\
Today's trust policy does not ask on whose behalf AWS Panorama acts: whoever gets the service to use
this role's ARN, from whatever account, acts with its rights here. That is how the console made it.

The spec puts this account's id into the trust policy, so applying it closes that. strictness:
device closes more. Where that can't wait, change the trust policy in IAM now.
`,
    sources: ["https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html", TRUST_POLICIES],
  },

  "trust-other-principal": {
    why: `\
Somebody beside AWS Panorama may assume the role: another service, account, user or role, or
everybody. A spec has no place for them, so the plan takes them out. Either they should never have
been there, or something works by it that stops at the apply.

CloudTrail's AssumeRole events tell who came in, for 90 days; this tells when anybody last did:

  aws iam get-role --role-name AWSPanoramaApplianceServiceRole --query Role.RoleLastUsed

Who still needs these rights needs a role of its own, before the apply.
`,
    sources: [
      TRUST_POLICIES,
      "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html",
    ],
  },

  "trust-wider": {
    why: `\
The spec is to let in no more than the account does today, and no strictness fits: today only
single devices get in, or none in some Region, or there is a condition or a Deny that the language
does not have. Applied as it is, it lets in more. What discover does not understand counts as
narrower.

deviceId for each       and strictness: device, where single devices are named; their ids stand in a
                        comment of the spec, but AWS IoT does not tell which thing's each is
lifecycle: quarantined  where nobody has to get in any more
as it is                where nobody relies on what goes: review.md says whom the role trusts then
`,
    sources: [TRUST_POLICIES, "A rule of panorama-compile: trust never becomes wider unsaid"],
  },

  "trust-narrower": {
    why: `\
Today's trust policy lets in devices of a Region in which discover found no appliance; the spec's
does not. That is safe, and right where there is none. An appliance of that Region would be locked
out: if there may be one, run discover with that --region too.
`,
    sources: [TRUST_POLICIES],
  },

  "trust-admits-nobody": {
    why: `\
Today's trust policy lets AWS Panorama in for no device of this account: it denies it, or its
conditions fit none. So the spec says lifecycle: quarantined, by which nobody gets in either. That
shuts more than is shut today: the role is denied everything, certificates in the spec go inactive,
and access points keep the role out.

Where the role is only to stay as it is, and the certificates are still used, don't apply it so.
`,
    sources: [TRUST_POLICIES, "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_manage_delete.html"],
  },

  "role-policies-go": {
    why: `\
The role holds what the spec says and nothing else, by two resources that own the lists of its
policies. What was attached by hand goes at the apply: the plan shows it as a change of policy_arns
or policy_names. The documents of inline policies are gone then; keep them:

  aws iam get-role-policy --role-name AWSPanoramaApplianceServiceRole --policy-name NAME

Applications have roles of their own, so that few things need more than the spec's policies. What
does needs a role of its own first. discover does not read managed policies: one may also deny, and
taking it away gives rights.
`,
    sources: [
      EXCLUSIVE,
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/iam_role_policy_attachments_exclusive",
    ],
  },

  "role-deny-goes": {
    why: `\
A Deny wins over every Allow. The spec has none for the role, so that applying takes it away, and
the role may do what it may not today. Often somebody shut the role by it: AWSDenyAll, or
AWSRevokeOlderSessions, which the console writes to end sessions.

Find out why it is there before applying. If the role is to stay shut, write lifecycle:
quarantined. If it is a limit for good, put it into a managed policy, beside an Allow of all else,
and name that as permissionsBoundary: a Deny in a boundary counts too.
`,
    sources: [
      EVALUATION,
      "https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html",
      EXCLUSIVE,
    ],
  },

  "role-permissions-wider": {
    why: `\
The role is without the AWS managed policy, so the spec gives it permissions: scoped, its own
policy: logs and metrics of appliances, and the access points that the spec and AWS Panorama have.
The role may be able to do less today. managed would be wider still, and fail in the plan, as there
is no attachment to import.

review.md lists what the role may do. To give it nothing at all: lifecycle: quarantined.
`,
    sources: [MANAGED, EXCLUSIVE],
  },

  "secret-reads-narrower": {
    why: `\
Some of today's policies may let the role read some secrets. A spec has one word for all of them,
readSecrets, and true could let it read more than it does today; so it is false, and the role reads
none. AWS Panorama itself read cameras' secrets by its service-linked role, which this does not
touch.

Is something on an appliance to read them, write readSecrets: true: it reads the secrets in the
spec, decrypts with their keys, and reads no others.
`,
    sources: [
      MANAGED,
      SERVICE_LINKED,
      "A rule of panorama-compile: adopting gives nobody a right that the spec does not ask for",
    ],
  },
};
