import type { Pages } from "../manual";

const NAMING =
  "https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-restrictions-limitations-naming-rules.html";
const MANAGED =
  "https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSPanoramaApplianceServiceRolePolicy.html";

/** Pages about buckets and access points. */
export const storage: Pages = {
  "access-point-name": {
    why: `\
The managed policies of AWS Panorama reach arn:aws:s3:*:*:accesspoint/panorama* and no other: an
access point of another name can be made, and the appliance role is denied every object behind it,
without an error at apply. Names that end in -s3alias or -ext-s3alias are S3's own, for aliases,
and refused at apply; the provider does not check them.

An access point can't be renamed: under another name it is another one, and what names the old one,
in code or policies, needs the new name. Names must be unique in an account's Region, and are
public.
`,
    sources: [NAMING, MANAGED],
  },

  "access-point-region": {
    why: `\
S3 makes an access point in its bucket's Region only. The provider does not compare the two, and the
apply would end with S3's error.

Leave region out, and the access point follows its bucket. If the bucket is the one that is in
another Region than the spec says, this prints where it is; null or None means us-east-1:

  aws s3api get-bucket-location --bucket NAME
`,
    sources: [
      "https://docs.aws.amazon.com/AmazonS3/latest/userguide/creating-access-points.html",
      "https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketLocation.html",
    ],
  },

  "bucket-name": {
    why: `\
These names are refused only at apply, when other resources of the stack were made. What a pattern
can say of a name, the schema says; this is the rest: two dots side by side, the form of an IP
address, and the beginnings and ends that S3 keeps for itself.

A name that ends in -s3alias is mostly an access point's alias that was copied in a bucket's place.
One that ends in -an is of a bucket in an account's own namespace: such a bucket can be listed with
source: existing or import, and not be made here. A bucket can't be renamed later: choose with care.
`,
    sources: ["https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html"],
  },

  "bucket-out-of-reach": {
    why: `\
Reading through an access point, the role needs the right on the access point. Whether S3 then asks
its policies about the bucket too, AWS does not document. The managed policy names only buckets
*-nodepackage-store-* and *-application-payload-store-*, with something on both sides. For another
bucket, reading may end with AccessDenied, in the appliance and nowhere earlier.

permissions: scoped  the role's own policy names the bucket, and is narrower otherwise
the bucket's policy  lets the role read through access points: what Terraform does with create,
                     where this is only a note
another bucket       of such a name: the surest way where one is about to be made anyway
`,
    sources: [
      MANAGED,
      "https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-policies.html",
      "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html",
    ],
  },

  "prefix-open-ended": {
    why: `\
A prefix is no folder: the policy allows every key that begins so. With models, that is
models/a.onnx, and models-old/a.onnx and models.bak too. A key in S3 does not begin with a slash
unless whoever wrote it put one there, and an empty part between two slashes is seldom meant: such
a prefix mostly lets in nothing at all. The prefix stands in the policy as it is written, so it is
only a warning.

End it with a slash. Where names that begin alike are meant, leave it. What is there:

  aws s3api list-objects-v2 --bucket BUCKET --prefix PREFIX --max-items 20 --query 'Contents[].Key'
`,
    sources: [
      "https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-prefixes.html",
      "https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-policies.html",
    ],
  },
};
