import type { Request } from "./access/decide";
import type { Backend } from "./backend";
import type { Policy } from "./policies/policy";
import type { Trust, TrustInput } from "./policies/trust";
import type { Lifecycle, Strictness } from "./spec.generated";

/**
 * What a spec means: defaults filled in, names, ARNs and policies derived, everything sorted.
 * Plain data, so that it can be handed to another thread and each stack can be made from it alone.
 */
export interface Model {
  /** The document's name: the prefix of its stacks. */
  readonly document: string;
  /** The AWS account's 12 digits. */
  readonly account: string;
  /** Default Region. */
  readonly region: string;
  /** Every Region in use, sorted: each has a stack. */
  readonly regions: readonly string[];
  /** The Regions of the appliances that are not retired, sorted; of all where all are; the default one where there is none. What trust and logs are about. */
  readonly deviceRegions: readonly string[];
  readonly strictness: Strictness;
  readonly lifecycle: Lifecycle;
  /** Whether the spec says that AWS Panorama's end of support is known. */
  readonly endOfSupportAcknowledged: boolean;
  readonly roles: { readonly serviceLinked: Origin | "omit"; readonly appliance: ApplianceRole };
  /** Sorted by name. */
  readonly appliances: readonly Appliance[];
  /** These are sorted by name and Region. */
  readonly thingTypes: readonly ThingType[];
  /** One for each Region whose appliances have certificates. */
  readonly iotPolicies: readonly IotPolicy[];
  readonly buckets: readonly Bucket[];
  readonly accessPoints: readonly AccessPoint[];
  readonly secrets: readonly Secret[];
  readonly jobs: readonly Job[];
  /** What was taken out of the spec on purpose. */
  readonly tombstones: readonly Tombstone[];
  /** What the role's policies are expected to answer, in file order. */
  readonly expectations: readonly Expectation[];
  /** What the spec says of thing types and IoT policies, whether or not anything uses them. */
  readonly declared: {
    readonly thingTypes: readonly Declaration[];
    readonly iotPolicies: readonly Omit<Declaration, "name">[];
  };
  readonly backend: Backend;
  /** Whether each site has a stack of its own. */
  readonly split: "region" | "site";
  /** Version constraint of hashicorp/aws. */
  readonly provider: string;
  /** The spec's tags and managed-by. */
  readonly tags: Readonly<Record<string, string>>;
}

/** Whether Terraform makes a resource, or adopts the one that is there by an `import` block. */
export type Origin = "create" | "import";

/** A request to the appliance role's policies, and the answer that it must get. */
export interface Expectation {
  /** Where the request stands: `["expect", 0, "deny"]`. */
  readonly path: readonly (string | number)[];
  readonly effect: "allow" | "deny";
  /** Which policy answers: who may assume the role, or what it may do. */
  readonly asks: "trust" | "permissions";
  readonly request: Request;
}

/** What the spec says of one thing type, or of one Region's IoT policy. */
export interface Declaration {
  readonly path: readonly (string | number)[];
  readonly name: string;
  readonly region: string;
  readonly source: Origin;
}

export interface ApplianceRole {
  readonly source: Origin;
  readonly name: string;
  readonly path: string;
  readonly arn: string;
  readonly description: string;
  readonly trust: Trust;
  /** What the trust was made of, for the checks that say what would fit. */
  readonly trustInput: TrustInput;
  /** The one AWS managed policy attached, or none. */
  readonly managedPolicyArn: string | undefined;
  /** The one inline policy, or none. */
  readonly inline: { readonly name: string; readonly policy: Policy } | undefined;
  readonly permissionsBoundary: string | undefined;
  /** Whether it may read the declared secrets. */
  readonly readSecrets: boolean;
}

/** What every entry of the spec's lists has. */
export interface Entry {
  /** The entry's place in the spec: `["appliances", 0]`. */
  readonly path: readonly (string | number)[];
  readonly name: string;
  /** Terraform address of everything that belongs to the entry, within its stack. */
  readonly address: string;
  readonly region: string;
}

export interface Appliance extends Entry {
  /** The thing's. */
  readonly source: Origin;
  readonly state: "active" | "reprovisioning" | "retired";
  /** The last day of reprovisioning, `YYYY-MM-DD`. */
  readonly until: string | undefined;
  /** The name that it had before, and the address that it had by it. */
  readonly former: { readonly name: string; readonly address: string } | undefined;
  readonly site: string | undefined;
  readonly thingName: string;
  readonly deviceId: string | undefined;
  readonly attributes: Readonly<Record<string, string>>;
  readonly thingType: string | undefined;
  readonly certificate: Certificate | undefined;
}

/** Entries as the spec lists them, so that what comes first there counts as first. */
export const inFileOrder = <E extends Pick<Entry, "path">>(entries: readonly E[]): E[] =>
  [...entries].sort((a, b) => Number(a.path[1]) - Number(b.path[1]));

/** A certificate made from a CSR file, or one that exists. */
export type Certificate = CsrCertificate | ArnCertificate;

export type CertificateStatus = "ACTIVE" | "INACTIVE";

export interface ArnCertificate {
  readonly from: "arn";
  readonly arn: string;
  /** What the spec says. */
  readonly said: CertificateStatus | undefined;
  /** What applying sets it to; undefined where it is left as it is. */
  readonly status: CertificateStatus | undefined;
}

export interface CsrCertificate {
  readonly from: "csr";
  /** What the spec says, which has no effect here. */
  readonly said: CertificateStatus | undefined;
  readonly active: boolean;
  /** The file's path as the spec gives it. */
  readonly file: string;
  /** What the file holds; undefined until it is read. */
  readonly request: CertificateRequest | undefined;
}

export interface CertificateRequest {
  /** PEM in canonical encoding. */
  readonly pem: string;
  /** "EC P-256" */
  readonly key: string;
  /** "CN=dock-1": printable, possibly empty. */
  readonly subject: string;
}

/** The type of things of a Region. Its path is that of its declaration, or of the first appliance that names it. */
export interface ThingType extends Entry {
  readonly source: Origin;
}

/** The IoT policy of a Region's certificates. */
export interface IotPolicy {
  readonly region: string;
  /** `panorama-REGION-appliance`. */
  readonly name: string;
  readonly source: Origin;
}

/** An entry that was taken out of the spec on purpose. */
export interface Tombstone extends Entry {
  readonly kind: TombstoneKind;
  /** Where an appliance stood; nothing else has a site. */
  readonly site: string | undefined;
  readonly disposition: "destroy" | "forget";
}

export const TOMBSTONE_KINDS = ["appliance", "thingType", "bucket", "accessPoint", "secret", "job"] as const;
export type TombstoneKind = (typeof TOMBSTONE_KINDS)[number];

export interface Bucket extends Entry {
  /** `existing`: it is there already, and only its access points are ours. */
  readonly source: Origin | "existing";
  /** The bucket's own policy, where the bucket is Terraform's. */
  readonly policy: Policy | undefined;
  /** Whether an adopted bucket has a policy already. */
  readonly policySource: Origin;
}

export interface AccessPoint extends Entry {
  readonly source: Origin;
  /** Whether an adopted access point has a policy already. */
  readonly policySource: Origin;
  readonly arn: string;
  /** The name of the bucket behind it, as the spec gives it. */
  readonly bucket: string;
  /** What the keys of readable objects start with; empty for every object. */
  readonly prefix: string;
  readonly vpcId: string | undefined;
  readonly policy: Policy;
}

export interface Secret extends Entry {
  readonly source: Origin;
  /** The whole ARN of one that is adopted. */
  readonly arn: string | undefined;
  readonly description: string | undefined;
  readonly kmsKeyId: string | undefined;
  /** Days; 0 for no recovery. */
  readonly recoveryWindowDays: number;
  /** The Terraform variable that brings the value and the version that asks for writing it; undefined for the shell alone. */
  readonly variable: { readonly name: string; readonly version: number } | undefined;
}

export interface Job extends Entry {
  readonly description: string;
  readonly document: JobDocument;
  /** What the spec aims at, as it says it. */
  readonly targets:
    | { readonly by: "sites" | "appliances"; readonly names: readonly string[] }
    | { readonly by: "all" };
  /** Names of the appliances of the job's Region that it is for, sorted. */
  readonly appliances: readonly string[];
  /** Whether applying starts the job. */
  readonly runs: boolean;
  /** Undefined until the document is read, of which they are made. */
  readonly ids: JobIds | undefined;
}

/** What AWS IoT calls a job's template and its runs. */
export interface JobIds {
  readonly template: string;
  /** By the stack that starts the run. */
  readonly runs: Readonly<Record<string, string>>;
}

/** A job's document: what the spec says inline, or a JSON file. */
export type JobDocument =
  | { readonly from: "spec"; readonly text: string }
  /** `text` is undefined until the file is read. */
  | { readonly from: "file"; readonly file: string; readonly text: string | undefined };
