import type { Spec } from "../compiler/spec.generated";

/** The Regions that a spec can name. */
export type Region = Spec["account"]["region"];

/** What was read of an AWS account: plain data, made by read/, looked at by judge/ and write/. */
export interface Account {
  /** Its 12 digits. */
  readonly id: string;
  /** As the command line names them; the first is the spec's default Region. */
  readonly regions: readonly [Region, ...Region[]];
  readonly serviceLinkedRole: Seen<Role>;
  readonly applianceRole: Seen<ApplianceRole>;
  readonly places: readonly Place[];
  /** Calls that were refused for want of permission, in the order of asking. */
  readonly denied: readonly Denied[];
}

/** What is there; or that it isn't; or that the permission to look was missing. */
export type Seen<T> = T | "absent" | "unseen";

/** Whether something was there to be seen. */
export const isSeen = <T extends object>(seen: Seen<T>): seen is T => seen !== "absent" && seen !== "unseen";

/** Where a finding, or a refused call, belongs: IAM is global. */
export type Where = "iam" | (string & {});

export interface Denied {
  readonly where: Where;
  /** The permission that was missing: `iot:ListThings`. */
  readonly action: string;
  /** How many calls were refused, or not made after the first refusals. */
  readonly count: number;
}

export interface Role {
  readonly arn: string;
  readonly path: string;
}

export interface ApplianceRole extends Role {
  readonly boundary: string | undefined;
  /** The trust policy, as JSON; undefined where it is none. */
  readonly trust: unknown;
  readonly tagKeys: readonly string[];
  /** ARNs of the managed policies attached. */
  readonly attached: readonly string[] | "unseen";
  readonly inline: readonly InlinePolicy[] | "unseen";
}

export interface InlinePolicy {
  readonly name: string;
  /** As JSON; undefined where it could not be read. */
  readonly document: unknown;
}

/** One Region of the account. */
export interface Place {
  readonly region: Region;
  readonly things: readonly Thing[] | "unseen";
  /** Those that have to do with Panorama, and those on no thing at all. */
  readonly certificates: readonly Certificate[] | "unseen";
  readonly policies: readonly IotPolicy[] | "unseen";
  readonly thingTypes: readonly ThingType[] | "unseen";
  readonly jobTemplates: readonly string[];
  readonly accessPoints: readonly AccessPoint[];
  readonly secrets: readonly Secret[];
  readonly stacks: readonly Stack[];
}

/** An IoT thing that Panorama's roles reach. */
export interface Thing {
  readonly name: string;
  /** Its type's name. */
  readonly type: string | undefined;
  readonly attributes: Readonly<Record<string, string>>;
  /** ARNs of what is attached to it: certificates, and other principals. */
  readonly principals: readonly string[] | "unseen";
}

export interface ThingType {
  readonly name: string;
  readonly deprecated: boolean;
}

export interface Certificate {
  readonly arn: string;
  /** As AWS IoT has it: `ACTIVE`, `INACTIVE`, `REVOKED` …; undefined where it could not be read. */
  readonly status: string | undefined;
  /** Milliseconds since 1970. */
  readonly created: number;
  /** Whether a thing of Panorama's, another thing or none has it. */
  readonly on: "panorama" | "other" | "none" | "unseen";
  /** Names of its IoT policies. */
  readonly policies: readonly string[] | "unseen";
}

export interface IotPolicy {
  readonly name: string;
  /** As JSON; undefined where it could not be read. */
  readonly document: unknown;
  /** ARNs of what it is attached to. */
  readonly targets: readonly string[] | "unseen";
}

export interface AccessPoint {
  readonly name: string;
  readonly arn: string;
  /** What GetAccessPoint says of it. */
  readonly detail: AccessPointDetail | "unseen";
  /** As JSON. */
  readonly policy: Seen<{ readonly document: unknown }>;
}

export interface AccessPointDetail {
  readonly bucket: string;
  /** The account that owns the bucket. */
  readonly bucketAccount: string | undefined;
  readonly vpcId: string | undefined;
  /** Whether all four settings keep the public out. */
  readonly nothingPublic: boolean;
}

export interface Secret {
  readonly name: string;
  readonly arn: string;
  readonly description: string | undefined;
  /** As Secrets Manager has it: a key's id or ARN, an alias, or undefined for AWS's own key. */
  readonly kmsKeyId: string | undefined;
  /** The AWS service that keeps it, where one does. */
  readonly owner: string | undefined;
  /** The Region that it is replicated from, where that is another. */
  readonly replicaOf: string | undefined;
  readonly tagKeys: readonly string[];
}

/** A CloudFormation stack that has to do with Panorama. */
export interface Stack {
  readonly name: string;
  /** Its resource types that are Panorama's or a job template, each once. */
  readonly types: readonly string[];
}
