import type { Strictness } from "../spec.generated";
import { type Condition, EVERYBODY, type Policy, type Statement } from "./policy";

/** An access point as policies see it. */
export interface AccessPointScope {
  readonly arn: string;
  /** The bucket's name. */
  readonly bucket: string;
  /** What readable keys start with; empty for every object. */
  readonly prefix: string;
}

export const accessPointArn = (region: string, account: string, name: string): string =>
  `arn:aws:s3:${region}:${account}:accesspoint/${name}`;

export const bucketArn = (name: string): string => `arn:aws:s3:::${name}`;

/** What the AWS managed policy lets the appliance role do in S3. */
const READS = ["s3:GetObject", "s3:GetObjectVersion"];
const LISTS = ["s3:ListBucket"];

/**
 * Requests of a role, known by `aws:PrincipalArn`: that still holds for a role that was deleted and made again, for
 * which S3 would have turned a principal into a dead id.
 */
const isPrincipal = (roleArn: string): Condition => ({
  test: "ArnEquals",
  variable: "aws:PrincipalArn",
  values: [roleArn],
});

const under = (prefix: string): Condition[] =>
  prefix === "" ? [] : [{ test: "StringLike", variable: "s3:prefix", values: [`${prefix}*`] }];

/** Whose access point it is, and how strict the spec is. */
export interface AccessPointPolicyInput {
  readonly roleArn: string;
  readonly account: string;
  readonly strictness: Strictness;
  readonly quarantined: boolean;
}

/**
 * An access point's policy: the appliance role may read and list under the prefix; a Deny keeps that role out of
 * everything else, since its own policy would let it in; from strictness `account` up, another Deny keeps out
 * everybody of another account. In quarantine the role may do nothing.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-policies.html
 */
export function accessPointPolicy(
  point: AccessPointScope,
  { roleArn, account, strictness, quarantined }: AccessPointPolicyInput,
): Policy {
  const everything = [point.arn, `${point.arn}/object/*`];
  return {
    statements: [
      ...(quarantined ? [nothing(everything, roleArn)] : applianceOnly(point, everything, roleArn)),
      ...(strictness === "service" ? [] : [otherAccounts(everything, account)]),
    ],
  };
}

const nothing = (resources: readonly string[], roleArn: string): Statement => ({
  sid: "Quarantined",
  effect: "Deny",
  principals: [EVERYBODY],
  actions: ["s3:*"],
  resources,
  conditions: [isPrincipal(roleArn)],
});

function applianceOnly(
  { arn, prefix }: AccessPointScope,
  everything: readonly string[],
  roleArn: string,
): Statement[] {
  const role = [{ type: "AWS", identifiers: [roleArn] }] as const;
  const isRole = isPrincipal(roleArn);
  const readable = `${arn}/object/${prefix}*`;
  const listing = under(prefix);
  return [
    { sid: "ApplianceReads", effect: "Allow", principals: role, actions: READS, resources: [readable] },
    {
      sid: "ApplianceLists",
      effect: "Allow",
      principals: role,
      actions: LISTS,
      resources: [arn],
      ...(listing.length > 0 && { conditions: listing }),
    },
    {
      sid: "ApplianceOnlyReads",
      effect: "Deny",
      principals: [EVERYBODY],
      notActions: [...READS, ...LISTS],
      resources: everything,
      conditions: [isRole],
    },
    ...(prefix === "" ? [] : outsidePrefix(arn, prefix, isRole)),
  ];
}

function outsidePrefix(arn: string, prefix: string, isRole: Condition): Statement[] {
  return [
    {
      sid: "ApplianceOutsidePrefix",
      effect: "Deny",
      principals: [EVERYBODY],
      actions: READS,
      notResources: [`${arn}/object/${prefix}*`],
      conditions: [isRole],
    },
    {
      // A request that names no prefix lists everything; a negated operator matches where the key is missing.
      sid: "ApplianceListsOutsidePrefix",
      effect: "Deny",
      principals: [EVERYBODY],
      actions: LISTS,
      resources: [arn],
      conditions: [isRole, { test: "StringNotLike", variable: "s3:prefix", values: [`${prefix}*`] }],
    },
  ];
}

const otherAccounts = (resources: readonly string[], account: string): Statement => ({
  sid: "OtherAccounts",
  effect: "Deny",
  principals: [EVERYBODY],
  actions: ["s3:*"],
  resources,
  conditions: [{ test: "StringNotEquals", variable: "aws:PrincipalAccount", values: [account] }],
});

/**
 * The policy of a bucket that Terraform makes: TLS only; and the appliance role may read what its access points let it
 * read, since both the access point and the bucket must permit a request. A Deny keeps the role to these access points:
 * the managed policy would let it in by any other whose name starts with panorama.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-policies.html
 */
export function bucketPolicy(
  name: string,
  accessPoints: readonly AccessPointScope[],
  roleArn: string,
): Policy {
  const arn = bucketArn(name);
  const everything = [arn, `${arn}/*`];
  return {
    statements: [
      {
        sid: "OnlyTls",
        effect: "Deny",
        principals: [EVERYBODY],
        actions: ["s3:*"],
        resources: everything,
        conditions: [{ test: "Bool", variable: "aws:SecureTransport", values: ["false"] }],
      },
      ...(accessPoints.length > 0 ? delegatedReads(arn, accessPoints, roleArn) : []),
      {
        // Without access points: never. A negated operator matches where the key is missing, as in a direct request.
        sid: "ApplianceOnlyThroughAccessPoints",
        effect: "Deny",
        principals: [EVERYBODY],
        actions: ["s3:*"],
        resources: everything,
        conditions: [
          isPrincipal(roleArn),
          ...(accessPoints.length > 0 ? [through(accessPoints, "ArnNotEquals")] : []),
        ],
      },
    ],
  };
}

function delegatedReads(
  arn: string,
  accessPoints: readonly AccessPointScope[],
  roleArn: string,
): Statement[] {
  const shared = {
    effect: "Allow",
    principals: [{ type: "AWS", identifiers: [roleArn] }],
    conditions: [through(accessPoints)],
  } as const;
  const readable = [...new Set(accessPoints.map(({ prefix }) => `${arn}/${prefix}*`))];
  return [
    { ...shared, sid: "ReadsThroughAccessPoints", actions: READS, resources: readable },
    { ...shared, sid: "ListsThroughAccessPoints", actions: LISTS, resources: [arn] },
  ];
}

/** Requests that come by one of these access points; with ArnNotEquals by none of them. */
const through = (
  accessPoints: readonly AccessPointScope[],
  test: "ArnEquals" | "ArnNotEquals" = "ArnEquals",
): Condition => ({
  test,
  variable: "s3:DataAccessPointArn",
  values: accessPoints.map(({ arn }) => arn),
});

/** What `permissions: scoped` lets the appliance role do with the declared access points and the buckets behind them. */
export function declaredReads(accessPoints: readonly AccessPointScope[]): Statement[] {
  if (accessPoints.length === 0) return [];
  const objects = accessPoints.flatMap(({ arn, bucket, prefix }) => [
    `${arn}/object/${prefix}*`,
    `${bucketArn(bucket)}/${prefix}*`,
  ]);
  const prefixes = [...new Set(accessPoints.map(({ prefix }) => prefix))].sort();
  const lists = prefixes.map((prefix, index): Statement => {
    const points = accessPoints.filter((point) => point.prefix === prefix);
    return {
      sid: `DeclaredLists${index + 1}`,
      effect: "Allow",
      actions: LISTS,
      resources: [...new Set(points.flatMap(({ arn, bucket }) => [arn, bucketArn(bucket)]))],
      conditions: [...under(prefix), through(points)],
    };
  });
  return [
    {
      sid: "DeclaredObjects",
      effect: "Allow",
      actions: READS,
      resources: [...new Set(objects)],
      conditions: [through(accessPoints)],
    },
    ...lists,
  ];
}
