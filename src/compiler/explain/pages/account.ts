import type { Pages } from "../manual";

const END = "https://docs.aws.amazon.com/panorama/latest/dev/panorama-end-of-support.html";
const UPDATE_CERTIFICATE = "https://docs.aws.amazon.com/iot/latest/apireference/API_UpdateCertificate.html";
const ACCESS_POINTS = "https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-policies.html";

/** Pages about what discover says of an account beside its roles. */
export const account: Pages = {
  "not-seen": {
    why: `\
A call was denied: by the policies of whoever ran discover, a boundary, or a service control
policy. What it would have shown is neither adopted nor judged, so that silence about it means
nothing. The worst are roles that exist unseen (the apply ends with EntityAlreadyExists), and
policies of the role or of an access point, which adopting takes away or replaces without anybody
having read them.

The package's dist/discover-policy.json has every permission that discover needs, all of them to
read. Attach it, and run discover again. This tells whether a service control policy denies it even
then:

  aws iam simulate-principal-policy --policy-source-arn ARN-OF-USER-OR-ROLE --action-names ACTION \\
    --query 'EvaluationResults[].[EvalDecision,OrganizationsDecisionDetail]'
`,
    sources: [
      "https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulatePrincipalPolicy.html",
      "A rule of panorama-compile: what was not seen is not guessed",
    ],
  },

  "not-adoptable": {
    why: `\
It is there, and a spec can't say it; the reason is the compiler's own. It stays as it is: no apply
changes it, and no destroy takes it away. Usual ones, and what can be done:

a bucket of another account     leave it: a policy there decides who reads, not this account
public access is not blocked    can't be changed: make another access point
a secret that a service keeps   leave it to that service
a replica of a secret           adopt the primary one, in its own Region
a key known by its alias        give the secret its key by the key's ARN first
a job template                  write the job anew under jobs

Where it is the appliance role itself, don't apply the spec: it would try to make the role, and end
with EntityAlreadyExists.
`,
    sources: ["A rule of panorama-compile: what discover prints, compiles; the rest is named"],
  },

  "policy-wide": {
    why: `\
The policy allows whole services on everything, or any client and any topic. Whoever has the role,
or the key of one certificate, has all of that. Of the role's policies, adopting takes away all but
the spec's, wide ones with them. Policies of certificates stay until somebody detaches them:
adopting adds a narrower one beside them, and the wider still counts.

See that the appliances do with the spec's policy, in the Region's cdk.tf.json. Then, for each:

  aws iot list-targets-for-policy --policy-name NAME --region REGION
  aws iot detach-policy --policy-name NAME --target CERTIFICATE-ARN --region REGION
`,
    sources: [
      "https://docs.aws.amazon.com/iot/latest/developerguide/thing-policy-variables.html",
      "https://docs.aws.amazon.com/iot/latest/apireference/API_DetachPolicy.html",
    ],
  },

  "attribute-left-out": {
    why: `\
An attribute of a thing is named like a secret, or sets one, as explain secret-like-key says. Whoever
may describe or search things reads it; in a spec it would be in the repository, in the output and in
a state too. So its value stands nowhere here. A thing that is adopted without it loses it when the
spec is applied; the plan shows that.

Whatever reads it must find it elsewhere first: declare a secret, with value: variable, and give it
the value. Is it none, write the attribute into the spec; compiling then warns of it.
`,
    sources: ["https://docs.aws.amazon.com/iot/latest/apireference/API_DescribeThing.html", END],
  },

  "certificate-active": {
    why: `\
AWS IoT did not end with AWS Panorama. An appliance, or whoever took its key out of one, signs in
with this certificate and does what its policies allow, and nothing in AWS Panorama can revoke it
any more.

Out of use: write status: inactive beside the arn. AWS IoT drops whoever uses it within minutes,
and active brings it back. Still in use, say by a successor's software: leave it, and look at its
policies:

  aws iot list-attached-policies --target CERTIFICATE-ARN --region REGION
`,
    sources: [UPDATE_CERTIFICATE, END],
  },

  "certificate-active-unattached": {
    why: `\
Signing in to AWS IoT takes an active certificate, not a thing. These are on no thing, so that no
appliance of the spec stands for them, and no apply touches them. Those with a policy named
panorama* are most likely of appliances that are gone; the others may be another system's: ask
before.

  aws iot describe-certificate --certificate-id ID --region REGION   # creationDate, status
  aws iot update-certificate --certificate-id ID --new-status INACTIVE --region REGION

Inactive can be taken back (ACTIVE), so it is the first step, and deleting the second.
`,
    sources: [
      UPDATE_CERTIFICATE,
      "https://docs.aws.amazon.com/iot/latest/apireference/API_ListPrincipalThings.html",
    ],
  },

  "certificate-left-out": {
    why: `\
In a spec an appliance has one certificate: here the active one, then the newest. Another
certificate, or another kind of principal, stays on the thing outside the spec: quarantine and
state: retired leave it as active as it is. AWS IoT deletes no thing that has a principal: a
destroy ends with "still attached to one or more principals".

Old ones, as those from before an appliance was provisioned again, take off and make inactive:

  aws iot detach-thing-principal --thing-name THING --principal ARN --region REGION
  aws iot update-certificate --certificate-id ID --new-status INACTIVE --region REGION
`,
    sources: [UPDATE_CERTIFICATE, "https://docs.aws.amazon.com/iot/latest/apireference/API_DeleteThing.html"],
  },

  "iot-policy-unused": {
    why: `\
These policies are on no certificate and no group. The service-linked role may make IoT policies
and not delete them, so those of appliances that were deregistered are likely among these; AWS does
not document it. By themselves they let nobody do anything; whoever attaches one to a certificate
gives it these rights.

They are not adopted. An IoT policy is deleted when it has no other versions:

  aws iot list-policy-versions --policy-name NAME --region REGION
  aws iot delete-policy --policy-name NAME --region REGION
`,
    sources: [
      "https://docs.aws.amazon.com/iot/latest/apireference/API_DeletePolicy.html",
      "https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSPanoramaServiceLinkedRolePolicy.html",
    ],
  },

  "iot-policy-added": {
    why: `\
Every certificate in a spec gets panorama-REGION-appliance, which the Region's stack makes.
Policies add up, so a certificate may do what its old policies allow and what this one does, until
the old ones are detached. Terraform can't import attachments: the plan creates some that are there
already. AWS IoT documents no error for those; that nothing changes then it does not document
either.

A certificate that is not to get the policy: take it out of the spec, and see to it by hand.
`,
    sources: [
      "https://docs.aws.amazon.com/iot/latest/apireference/API_AttachPolicy.html",
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/iot_policy_attachment",
    ],
  },

  "access-point-policy-replaced": {
    why: `\
An access point has one policy, and the spec's takes the place of today's. Whom only today's lets
in is shut out at the apply; what only today's denies is allowed then, if anything else allows it.
The plan shows both texts. Keep today's:

  aws s3control get-access-point-policy --account-id ACCOUNT --name NAME --region REGION

Readers beside the appliance role need an access point of their own, which the spec does not name.
To leave this one as it is, take it out of the spec.
`,
    sources: [
      ACCESS_POINTS,
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/s3control_access_point_policy",
    ],
  },

  "access-point-wider": {
    why: `\
The spec's policy lets the appliance role get and list what begins with one prefix, and knows no
condition but vpcId. Today's is narrower: several prefixes, fewer actions, another condition, or
none at all. discover takes the longest prefix that holds all that the role may read by name today.

Write a longer prefix where the appliances do with it; or one access point for each of several.
Where nothing reads through it any more, take it out of the spec, or quarantine the account.
`,
    sources: [ACCESS_POINTS, "A rule of panorama-compile: trust never becomes wider unsaid"],
  },

  "secret-key-unusable": {
    why: `\
Who reads a secret must also be allowed to decrypt with its key. Neither managed policy of AWS
Panorama has a right in KMS, and no inline policy of the appliance role has this one: only the
key's own policy can let them, and discover does not read it. Reading then ends with
AccessDeniedException.

  aws kms get-key-policy --key-id KEY --policy-name default --region REGION --output text

readSecrets: true lets the appliance role decrypt, where the key's policy leaves that to IAM.
Nothing in the spec helps the service-linked role. Where nobody reads the secret any more, nothing
is to be done.
`,
    sources: [
      "https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html",
      "https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html",
    ],
  },

  "tags-go": {
    why: `\
Terraform owns the tags of what it adopts: those that the spec does not have are taken away. By a
tag, policies may decide who may touch a resource (aws:ResourceTag), and bills who pays for it.
Tags that start with aws: are AWS's own and stay.

Write those that should stay under tags, which every resource of the spec then gets. A tag that
only one of them is to have can't be said. discover reads the names of tags, never their values:

  aws iam list-role-tags --role-name AWSPanoramaApplianceServiceRole
  aws secretsmanager describe-secret --secret-id NAME --region REGION --query Tags
`,
    sources: [
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs",
      "https://docs.aws.amazon.com/IAM/latest/UserGuide/access_tags.html",
    ],
  },

  "panorama-stack": {
    why: `\
A CloudFormation stack has AWS::Panorama::* resources. Updating or deleting it calls a service that
ended on 2026-05-31, and can't succeed for these. What CloudFormation answers then, AWS does not
document.

CloudFormation retains resources only in a stack whose deletion has failed once. Deleting also
deletes all else that the stack has: look first. Then twice, the second time with the logical ids
that failed:

  aws cloudformation list-stack-resources --stack-name NAME --region REGION
  aws cloudformation delete-stack --stack-name NAME --region REGION
  aws cloudformation delete-stack --stack-name NAME --region REGION --retain-resources ID ID
`,
    sources: ["https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DeleteStack.html", END],
  },
};
