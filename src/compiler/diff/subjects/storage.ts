import { canonicalJson } from "../../canonical-json";
import { mappingOf, textOf } from "../../json/unchecked";
import { accessPointArn, bucketArn } from "../../policies/storage";
import { Computed, labelOf, listOf, type Resource, type StackConfig } from "../stack";
import { isSame, ofType, policyFacet, type Subject, subject } from "../subject";

/** What an access point lets through, and to what. */
export function accessPointOf(stack: StackConfig, point: Resource): Subject {
  const { body, address } = point;
  const isIts = (arn: unknown) => arn instanceof Computed && arn.reference.startsWith(`${address}.`);
  const policies = ofType(stack, "aws_s3control_access_point_policy").filter(({ body: own }) =>
    isIts(own.access_point_arn),
  );
  const name = textOf(body.name);
  const arn = accessPointArn(stack.region, stack.account, name);
  const facets: Subject["facets"] = {
    policy: policyFacet(
      policies.map(({ body: own }) => own.policy),
      { alone: false, within: { actions: ["s3:*"], resources: [arn, `${arn}/object/*`] } },
    ),
    bucket: { how: "fixed", value: canonicalJson(body.bucket ?? null) },
    "public access block": {
      how: "fixed",
      value: canonicalJson(body.public_access_block_configuration ?? null),
    },
    VPC: { how: "limit", value: vpcOf(body.vpc_configuration) },
  };
  return subject(stack, [point, ...policies], { kind: "access point", name, facets });
}

function vpcOf(configuration: unknown): string | undefined {
  const [only, ...others] = listOf(configuration);
  if (only === undefined) return undefined;
  const { vpc_id, ...rest } = mappingOf(only);
  const isOurs = others.length === 0 && Object.keys(rest).length === 0;
  return isOurs ? labelOf(vpc_id) : canonicalJson(configuration);
}

/** What a bucket lets through by itself. */
export function bucketOf(stack: StackConfig, bucket: Resource): Subject {
  const name = textOf(bucket.body.bucket);
  const own = (type: string) => ofType(stack, type).filter(({ body }) => isSame(body.bucket, name, bucket));
  const blocks = own("aws_s3_bucket_public_access_block");
  const settings = blocks.map(({ body: { bucket: _, ...rest } }) => canonicalJson(rest)).sort();
  const policies = own("aws_s3_bucket_policy");
  const facets: Subject["facets"] = {
    policy: policyFacet(
      policies.map(({ body }) => body.policy),
      { alone: false, within: { actions: ["s3:*"], resources: [bucketArn(name), `${bucketArn(name)}/*`] } },
    ),
    "public access block": { how: "fixed", value: settings.join() },
  };
  return subject(stack, [bucket, ...policies, ...blocks], { kind: "bucket", name, global: true, facets });
}
