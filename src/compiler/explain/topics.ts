import type { Topic } from "./manual";

/** Pages on what Terraform and AWS say of resources that are there, or aren't. */
export const topics: readonly Topic[] = [
  {
    name: "already-exists",
    summary: "What AWS says when Terraform is to make what is there already, and how to adopt it instead.",
    text: `\
An apply stops with one of these errors where the spec says create, which is the default, and the
account has the resource. Adopt it: write the line, compile, and read the plan. Nothing that Terraform
made before the error is lost; the next apply goes on from there.

The appliance role
  says  EntityAlreadyExists: Role with name AWSPanoramaApplianceServiceRole already exists.
  write roles: { appliance: { source: import, path: /service-role/ } }
  The path must be the real one, or Terraform would replace the role:
    aws iam get-role --role-name AWSPanoramaApplianceServiceRole --query Role.Path --output text

The service-linked role
  says  InvalidInput: Service role name AWSServiceRoleForAWSPanorama has been taken in this account,
        please try a different suffix.
  write roles: { serviceLinked: import }
  Or omit, where something else owns it. There is no suffix to try: Panorama knows only this name.

A thing, a thing type
  says  ResourceAlreadyExistsException
  write source: import at the appliance; for a type that no adopted appliance has
        thingTypes: [{ name: NAME, source: import }]
  AWS IoT answers so only where the existing one differs. One that is the same to the letter is taken
  for new without an error, and destroyed with the stack.

The IoT policy panorama-REGION-appliance
  says  ResourceAlreadyExistsException: Policy cannot be created - name already exists
  write iotPolicies: [{ region: REGION, source: import }]

A bucket
  says  BucketAlreadyOwnedByYou, or in us-east-1
        creating S3 Bucket (NAME): BucketAlreadyExists
  write source: import at the bucket, or source: existing to leave it as it is
  Elsewhere BucketAlreadyExists means that another account has a bucket of that name.

An access point
  says  AccessPointAlreadyOwnedByYou
  write source: import at the access point
  Its bucket, its VPC and its public access settings can't be changed: where the spec's are others,
  Terraform would replace it.

The policy of an adopted bucket or access point
  is adopted too. Where it has none, write policy: create (see explain cannot-import).

A secret
  says  ResourceExistsException: The operation failed because the secret NAME already exists.
  write source: import and its whole arn, which this prints:
    aws secretsmanager describe-secret --secret-id NAME --region REGION --query ARN --output text
  says  InvalidRequestException: You can't create this secret because a secret with this name is
        already scheduled for deletion.
  It was deleted, and its name is kept for the recovery window. Bring it back, then adopt it:
    aws secretsmanager restore-secret --secret-id NAME --region REGION
`,
  },
  {
    name: "cannot-import",
    summary: "What Terraform says when it is to adopt what is not there, and what to write instead.",
    text: `\
  Error: Cannot import non-existent remote object

comes with a plan, and nothing was changed: the account has no resource of the id in the message, in
the Region of the stack. The error names the resource; review.md lists all ids under "Adopted".

aws_s3_bucket_policy, aws_s3control_access_point_policy
  The bucket or access point has no policy yet. Write policy: create beside source: import.

aws_iam_role_policy_attachment.appliance-managed
  The adopted role does not have the AWS managed policy, which permissions: managed adopts with it.
  Attach it, which is what the spec asks for anyway, and plan again:
    aws iam attach-role-policy --role-name AWSPanoramaApplianceServiceRole \\
      --policy-arn arn:aws:iam::aws:policy/service-role/AWSPanoramaApplianceServiceRolePolicy
  Or write permissions: scoped, which needs no managed policy.

aws_iot_thing
  Things that AWS Panorama made have names of its own. Give the real one as thingName, which is among
    aws iot list-things --region REGION --query 'things[].thingName'

aws_iot_thing_type
  The type of an adopted thing is adopted too. Where the thing has no type yet, have Terraform make it:
    thingTypes: [{ name: NAME, region: REGION, source: create }]

aws_secretsmanager_secret
  A secret that is scheduled for deletion counts as gone:
    aws secretsmanager restore-secret --secret-id NAME --region REGION

anything else
  Take source: import out, and Terraform makes it. Or look at account, Region and name once more.
`,
  },
];
