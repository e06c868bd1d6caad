import type { Policy } from "./policies/policy";
import type { Trust, TrustInput } from "./policies/trust";
import type { Strictness } from "./spec.generated";

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
  /** Every Region in use, sorted. */
  readonly regions: readonly string[];
  readonly strictness: Strictness;
  readonly roles: { readonly serviceLinked: boolean; readonly appliance: ApplianceRole };
  /** Sorted by name. */
  readonly appliances: readonly Appliance[];
  readonly backend: Backend;
  /** Version constraint of hashicorp/aws. */
  readonly provider: string;
  /** The spec's tags and managed-by. */
  readonly tags: Readonly<Record<string, string>>;
}

export interface ApplianceRole {
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
}

export interface Appliance {
  /** The entry's place in the spec: `["appliances", 0]`. */
  readonly path: readonly (string | number)[];
  readonly name: string;
  /** Terraform address of everything that belongs to the appliance. */
  readonly address: string;
  readonly region: string;
  readonly thingName: string;
  readonly deviceId: string | undefined;
  readonly attributes: Readonly<Record<string, string>>;
  readonly thingType: string | undefined;
  readonly certificate: Certificate | undefined;
}

/** A model's appliances as the spec lists them, so that what comes first there counts as first. */
export const inFileOrder = ({ appliances }: Model): Appliance[] =>
  [...appliances].sort((a, b) => Number(a.path[1]) - Number(b.path[1]));

/** A certificate made from a CSR file, or one that exists. */
export type Certificate = CsrCertificate | { readonly from: "arn"; readonly arn: string };

export interface CsrCertificate {
  readonly from: "csr";
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

export type Backend =
  | { readonly type: "local" }
  | { readonly type: "s3"; readonly bucket: string; readonly region: string; readonly prefix: string };
