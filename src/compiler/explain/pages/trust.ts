import type { Pages } from "../manual";

const TRUST_POLICIES = "https://docs.aws.amazon.com/panorama/latest/dev/security-iam-trustpolicies.html";
const SECURING = "https://docs.aws.amazon.com/panorama/latest/dev/permissions-services.html";
const QUOTAS = "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html";
const END = "https://docs.aws.amazon.com/panorama/latest/dev/panorama-end-of-support.html";

/** Pages about whom the appliance role trusts. */
export const trust: Pages = {
  "confused-deputy": {
    why: `\
A trust policy without conditions does not ask on whose behalf the service acts. Whoever gets AWS
Panorama to use this role's ARN, from whatever account, acts with the role's rights in this one.
That is what the console made. AWS's guide calls the conditions a best practice.

strictness: account adds aws:SourceAccount. Every appliance of this account still gets in, nobody
else does. region and device narrow it further. service fits only where a plan is to leave an
adopted role's trust policy as the console made it. This prints what stands there now:

  aws iam get-role --role-name AWSPanoramaApplianceServiceRole --query Role.AssumeRolePolicyDocument
`,
    sources: ["https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html", TRUST_POLICIES],
  },

  "expectation-failed": {
    why: `\
Under expect a spec says which requests the appliance role's policies must allow, and which they must
not: tests of the policies, that hold whatever changes above them. With principal the trust policy is
asked whether it lets somebody assume the role; with action, the role's own policies (the inline one,
and AWS's managed one in its version 5) whether it may do something. A key that the request's context
does not name is missing from it, and most conditions don't hold then.

deny holds where nothing allows the request, too. What a permissions boundary, a bucket's, an access
point's or a key's policy, or the organization says, is not asked: allow and deny are what the role's
own policies say, not yet what AWS answers in the end. A bucket that the spec makes lets the role in
by its own policy, whatever deny says here: review.md has both in its access matrix.

The help has the statement that decides, or the one that comes nearest. A narrower strictness is
named where it would deny. If the policy is right, the expectation is wrong: take it out.
`,
    sources: [
      "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html",
      "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html",
      "https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSPanoramaApplianceServiceRolePolicy.html",
    ],
  },

  "expectation-idle": {
    why: `\
A request that must be denied is denied all the more with a slip in it: aws:SourceAcount, or
secretmanager:GetSecretValue, is nothing that any policy asks for, so deny holds whatever the policies
say, and the test tests nothing. Where a name is one slip from one that is asked for, it is a warning.
So it is where the resource is left out, or "*", of an action that the role may do on some resources:
on "*" it is denied whatever they are. And no request has a secret's ARN without its six characters.

A trust policy names no resource, since it is the role's own. And condition keys know no case:
aws:SourceAccount and AWS:sourceaccount are one key with two values, of which nobody can say which
the request has. These two are errors.
`,
    sources: [
      "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition.html",
      "A rule of panorama-compile: a test that can't fail is a defect",
    ],
  },

  "no-active-appliance": {
    why: `\
On strictness device the trust policy lists the ARNs of the active appliances. Without one, the
list would be empty, and whether that lets in nobody or everybody is not for a compiler to guess.
Elsewhere it is a warning: all are retired, and the trust policy still lets in devices of this
account.

lifecycle: quarantined  nobody is let in: right when the account is taken out of use
an active appliance     with its deviceId: right when one was forgotten, or retired by mistake
strictness: region      every device of the Regions in use is let in, in the spec or not
`,
    sources: [TRUST_POLICIES, "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_manage_delete.html"],
  },

  "device-id-missing": {
    why: `\
On strictness device the trust policy lets in arn:aws:panorama:REGION:ACCOUNT:device/DEVICE-ID and
nothing else. An appliance whose ARN is not in it is locked out, and no plan or apply says so.
Elsewhere it is only worth knowing: the trust policy names no device.

AWS Panorama's console and API told the ids, and are gone since 2026-05-31. A trust policy that
names devices still has them, and so do the names of log groups, /aws/panorama/devices/DEVICE-ID:

  aws iam get-role --role-name AWSPanoramaApplianceServiceRole --query Role.AssumeRolePolicyDocument
  aws logs describe-log-groups --region REGION --log-group-name-prefix /aws/panorama/devices/ \\
    --query 'logGroups[].logGroupName'

Neither tells which thing an id belongs to. Where the id can't be found: strictness: region; or, for
an appliance that is out of use, state: retired.
`,
    sources: [TRUST_POLICIES, "https://docs.aws.amazon.com/panorama/latest/dev/monitoring-logging.html"],
  },

  "device-id-unusual": {
    why: `\
Every id in AWS's guide is "device-" and 26 characters of a-z and 2-7, so that a 0 is likely an o,
and a 1 an l. The API's own pattern takes more, hence a warning. Nothing else notices a wrong id:
IAM does not ask whether a device exists. On strictness device the appliance is then locked out
without an error.

The commands in explain device-id-missing print the ids that the account still knows. An id that is
right as it stands can stay: the output does not change for this warning.
`,
    sources: ["https://docs.aws.amazon.com/panorama/latest/api/API_DescribeDevice.html", SECURING],
  },

  "trust-policy-too-large": {
    why: `\
The provider does not look at the size: the plan is good, and the apply ends with
  LimitExceeded: Cannot exceed quota for ACLSizePerRole: 2048
The quota counts characters without white space; 21 appliances of us-east-1 fit into 2048, 95 into
the 8192 that AWS grants at most. Raising it keeps the trust policy as narrow as it is:

  aws service-quotas request-service-quota-increase --region us-east-1 --service-code iam \\
    --quota-code L-C07B4B0D --desired-value 4096

Once it is granted, write it as trustPolicyQuota, which raises nothing by itself. overflow: region
needs no quota, and is wider: every device of this account in these Regions may assume the role.
`,
    sources: [QUOTAS, TRUST_POLICIES],
  },

  "trust-policy-overflow": {
    why: `\
The list of appliances is over the quota, and overflow: region says to let in their Regions instead.
Any device of this account there may assume the role now, also one that is retired or in no spec.
AWS would refuse the list itself: LimitExceeded: Cannot exceed quota for ACLSizePerRole: 2048.

Raise the quota (explain trust-policy-too-large has the command) and write trustPolicyQuota: then
the trust policy names the appliances again. Without overflow: region beside it, the spec is
refused, not made wider, the next time that they do not fit. Where a wider trust policy is meant,
strictness: region says so without a warning.
`,
    sources: [QUOTAS, TRUST_POLICIES],
  },

  reprovisioning: {
    why: `\
A reset appliance gets a new device id, and nobody knows it before. AWS's guide says to take the
condition on aws:SourceArn off meanwhile. Here it stays, with device/* of the appliance's own Region
beside the other ids: until then any device of this account in that Region may assume the role, and
no other. From the day after until on, that is an error (reprovisioning-overdue).

When the new id is there, write it as deviceId, and take state and until out. Since 2026-05-31 AWS
Panorama gives no ids any more: an appliance that does not come back is state: retired. Elsewhere
than on strictness device this is only a note: no id stands in the trust policy.
`,
    sources: [SECURING, END],
  },

  "reprovisioning-overdue": {
    why: `\
While it waits, the trust policy lets in every device of the appliance's Region, which was meant
for some days only. The spec says until when, and that has passed. The day changes nothing in the
output, only this finding: --today DATE sets another, for a run that is to be repeated. Days are
those of UTC.

deviceId        it has its new id: write it, and take state and until out
a later until   it is still under way, and the wider trust policy is meant to stay
state: retired  it does not come back: named no more, and its certificate goes inactive
`,
    sources: [SECURING, "A rule of panorama-compile: trust that is wider for a while has a last day"],
  },

  "until-missing": {
    why: `\
While an appliance is being reprovisioned, the trust policy of strictness device lets in every
device of its Region. Without a last day nothing would ever remind anybody of that. until is the
last day, in UTC, on which the appliance may be without its new device id; from the day after on,
compile says reprovisioning-overdue. The day in the help is two weeks from today: write the one
that you need.
`,
    sources: ["A rule of panorama-compile: trust that is wider for a while has a last day", SECURING],
  },

  "until-not-a-day": {
    why: `\
Many programs take 2027-02-30 for 2 March and say nothing. Here that would leave the trust policy
wide for longer than anybody wrote, so a day must be one that the calendar has: YEAR-MONTH-DAY, in
UTC, with quotes or without. 29 February is in leap years only.
`,
    sources: ["A rule of panorama-compile: trust that is wider for a while has a last day"],
  },

  quarantined: {
    why: `\
What applying does: nobody may assume the appliance role; it is denied everything, also in sessions
that it has; the certificates in the spec go inactive, and AWS IoT drops whoever uses them within
minutes; access points shut the role out. Things, buckets, secrets and jobs stay as they are. So do
AWSServiceRoleForAWSPanorama, whose policies are AWS's, and certificates that the spec does not
name.

Nothing of it names panorama.amazonaws.com, so that it can be applied whether or not IAM still
takes that name. Going back does need it; AWS does not document whether IAM takes it. Certificates
given by arn stay inactive then, unless status: active stands beside them.

See that nobody misses anything; then terraform destroy, or tombstones. When the role was last used:

  aws iam get-role --role-name AWSPanoramaApplianceServiceRole --query Role.RoleLastUsed
`,
    sources: [
      "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_manage_delete.html",
      "https://docs.aws.amazon.com/iot/latest/apireference/API_UpdateCertificate.html",
      END,
    ],
  },
};
