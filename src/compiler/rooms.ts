import type { CsrResult } from "./csr";
import type { Model } from "./model";
import type { Stack } from "./stacks";

/** One stack's Terraform configuration. */
export interface SynthesizedStack {
  /** The text of its cdk.tf.json. */
  readonly text: string;
  /** How many resources it declares; data sources, variables and outputs not counted. */
  readonly resources: number;
}

/**
 * The rooms that are entered late: who has a typing error does not wait for CDKTF or for ASN.1.
 * In the product each is a file of its own, required at its first use; tests hand in the modules themselves.
 */
export interface Rooms {
  readonly synthesizeStack: () => (model: Model, stack: Stack) => SynthesizedStack;
  readonly inspectCsr: () => (bytes: Uint8Array) => CsrResult;
  /** The SHA-256 of a text, in hexadecimal digits. Node takes milliseconds to load what makes it. */
  readonly sha256: (text: string) => string;
}
