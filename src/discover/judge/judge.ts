import { counted } from "../../compiler/text";
import type { Draft } from "../adopt/draft";
import { type Finding, finding } from "./kinds";
import { judgeRoles } from "./roles";
import { judgeAccessPoints, judgeSecrets } from "./storage";
import { judgeIot } from "./things";
import { judgeTrust } from "./trust-findings";

/** Everything that there is to say of an account and of its spec's draft: IAM first, then Region by Region. */
export function judge(draft: Draft): Finding[] {
  const found = [
    ...notSeen(draft),
    ...judgeTrust(draft),
    ...judgeRoles(draft),
    ...judgeIot(draft),
    ...judgeAccessPoints(draft),
    ...judgeSecrets(draft),
    ...leftOut(draft),
  ];
  const places = ["iam", ...draft.account.regions];
  return found.sort((a, b) => places.indexOf(a.where) - places.indexOf(b.where));
}

/** What a missing permission hides, by the permission. */
const HIDDEN: Readonly<Record<string, string>> = {
  "iam:GetRole": "the two roles; one that is there and not adopted makes applying fail (EntityAlreadyExists)",
  "iam:ListAttachedRolePolicies":
    "the policies attached to the appliance role, which adopting may take away; and whether the AWS managed policy is, which the spec attaches",
  "iam:ListRolePolicies":
    "the appliance role's inline policies, which adopting may take away, with what they deny",
  "iam:GetRolePolicy": "what the appliance role's inline policies say, and whether they deny something",
  "iot:ListThings": "the things, and so the appliances",
  "iot:ListThingTypes": "whether the things' types are deprecated, which adopting takes back",
  "iot:ListThingPrincipals": "the certificates of things",
  "iot:ListPrincipalThings": "which certificates are on no thing",
  "iot:ListCertificates": "which certificates there are, and which are active",
  "iot:ListAttachedPolicies": "the policies of certificates",
  "iot:ListPolicies": "the IoT policies, and whether this spec's own is there already",
  "iot:GetPolicy": "what IoT policies say",
  "iot:ListTargetsForPolicy": "who uses the IoT policies",
  "iot:ListJobTemplates": "the job templates",
  "s3:ListAccessPoints": "the access points",
  "s3:GetAccessPoint": "the access points' buckets",
  "s3:GetAccessPointPolicy": "the access points' policies, which adopting replaces, be they narrower or not",
  "secretsmanager:ListSecrets": "the secrets",
  "cloudformation:ListStacks": "the CloudFormation stacks",
  "cloudformation:ListStackResources": "what is in the CloudFormation stacks",
};

const notSeen = ({ account }: Draft): Finding[] =>
  account.denied.map(({ where, action, count }) =>
    finding(
      "not-seen",
      where,
      `${action} was denied (${counted(count, "call")}), so this could not be seen: ${HIDDEN[action] ?? action}`,
      { help: `allow ${action} as docs/discover-policy.json does, and run it again` },
    ),
  );

const leftOut = ({ leftOut: all }: Draft): Finding[] =>
  all.map(({ where, subject, why, isPanoramas = false }) =>
    isPanoramas
      ? finding(
          "panorama-stack",
          where,
          `${subject} holds resources of AWS Panorama, which has ended: ${why}`,
          {
            help: "to update or delete the stack calls that service; once a deletion has failed, deleting it with --retain-resources lets go of them",
          },
        )
      : finding("not-adoptable", where, `${subject} is not in the spec: ${why}`),
  );
