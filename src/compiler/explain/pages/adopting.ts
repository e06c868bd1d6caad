import type { Pages } from "../manual";

/** Pages about findings of adopted resources. */
export const adopting: Pages = {
  "role-path-assumed": {
    why: `\
A role's path is a part of its ARN, and IAM can't change it: where the spec gives another path than
the role has, Terraform would destroy the role and make a new one. AWS documents no path for
AWSPanoramaApplianceServiceRole, so the default, /service-role/, is only likely. This prints the real one:

  aws iam get-role --role-name AWSPanoramaApplianceServiceRole --query Role.Path --output text

A plan for the wrong path says "must be replaced" at the role and "forces replacement" at its path.
Don't apply it. Written down, the path is taken as known, whichever it is, and nothing more is said.
`,
    sources: [
      "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html",
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/iam_role",
    ],
  },

  "secret-arn-missing": {
    why: `\
The ARN of a secret ends in a hyphen and six characters that Secrets Manager chose, and Terraform
imports a secret by its whole ARN only. This prints it:

  aws secretsmanager describe-secret --secret-id NAME --region REGION --query ARN --output text

The ARN is no secret. Adopting leaves the value as it is, and description and key too where the spec
gives none.
`,
    sources: [
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/secretsmanager_secret",
      "https://docs.aws.amazon.com/secretsmanager/latest/userguide/troubleshoot.html",
    ],
  },

  "secret-arn-name": {
    why: `\
Terraform would import the secret of the ARN, find that it has another name than the spec's, and plan
to destroy it and make one of the spec's name: a secret can't be renamed. So either the name is wrong
or the ARN is. In an ARN the name ends before the last hyphen; the six characters behind it are none
of it.
`,
    sources: [
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/secretsmanager_secret",
      "https://docs.aws.amazon.com/secretsmanager/latest/userguide/troubleshoot.html",
    ],
  },

  "certificate-not-imported": {
    why: `\
hashicorp/aws can't import aws_iot_certificate and aws_iot_policy_attachment, and version 5 not
aws_iot_thing_principal_attachment. What AWS Panorama made of these is named, not adopted.

A certificate that the spec names by its ARN:
  - is attached to its thing and to the policy panorama-REGION-appliance. AWS IoT documents no error
    for what is attached already; that nothing changes then it does not document either.
  - is left active or inactive, unless status says: the AWS CLI sets that at apply.
  - keeps the IoT policies that it has, which may reach further than the spec's strictness:

    aws iot list-attached-policies --target ARN
    aws iot detach-policy --policy-name NAME --target ARN

Destroying takes the two attachments away, also where they were there before, and leaves certificate,
status and other policies as they are.

A certificate that the spec does not name stays on its thing and as active as it is, also beside a new
one made from a CSR. Whoever has its key can still connect, and AWS IoT does not delete a thing that has
one: a destroy ends with "still attached to one or more principals" until it is detached.

    aws iot list-thing-principals --thing-name THING
    aws iot update-certificate --certificate-id ID --new-status INACTIVE
    aws iot detach-thing-principal --thing-name THING --principal ARN
`,
    sources: [
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/iot_certificate",
      "https://docs.aws.amazon.com/iot/latest/apireference/API_DeleteThing.html",
    ],
  },
};
