import type { Discovered, Finding, Request } from "../discover";
import type { Examine } from "./commands/doctor/line";
import type { Watcher } from "./commands/watch/changes";
import type { CompletionScript } from "./completion";
import type { CsrResult } from "./csr";
import type { Differ } from "./diff";
import type { Manual } from "./explain/manual";
import type { Model } from "./model";
import type { PlanReports } from "./plan-report/report";
import type { Import, Stack } from "./stacks";

/** What discover says of an account. */
export type AccountFinding = Finding;

/** One stack's Terraform configuration. */
export interface SynthesizedStack {
  /** The text of its cdk.tf.json. */
  readonly text: string;
  /** How many resources it declares; data sources, variables and outputs not counted. */
  readonly resources: number;
  /** What Terraform adopts, by address. */
  readonly imports: readonly Import[];
}

/** Another thread that makes some of the stacks. */
export interface SecondThread {
  /** The stack of this index, if the other thread has it or is at it; undefined where it never will be. */
  made(index: number): SynthesizedStack | undefined;
  close(): void;
}

/** Starts making a model's stacks in another thread, from the last one on; undefined where there is no second core. */
export type StartSecondThread = (model: Model, stacks: readonly Stack[]) => SecondThread | undefined;

/**
 * The rooms that are entered late: who has a typing error does not wait for CDKTF or for ASN.1.
 * In the product each is a file of its own, required at its first use; tests hand in the modules themselves.
 */
export interface Rooms {
  readonly synthesizeStack: () => (model: Model, stack: Stack) => SynthesizedStack;
  /** Making a fleet's stacks with a second thread; a library's callers have threads of their own. */
  readonly secondThread?: () => StartSecondThread;
  readonly inspectCsr: () => (bytes: Uint8Array) => CsrResult;
  /** Reading an account: the AWS SDK is loaded for nobody else. */
  readonly discover: () => Promise<(request: Request) => Promise<Discovered>>;
  /** What plan-report makes of Terraform's plans. */
  readonly planReports: () => PlanReports;
  /** Graphviz: what makes SVG of a DOT text. */
  readonly graphviz: () => Promise<(dot: string) => string>;
  /** Scripts that complete command lines in a shell. */
  readonly completion: () => CompletionScript;
  /** Looking at the machine. */
  readonly doctor: () => Examine;
  /** Waiting for files to change. */
  readonly watcher: () => Watcher;
  /** The pages of `explain`, which nobody else reads. */
  readonly manual: () => Manual;
  /** Comparing two outputs, which nobody else does. */
  readonly differ: () => Differ;
  /** The schema with its descriptions, which only editors need. */
  readonly schema: () => object;
  /** Starting programs: Node takes milliseconds to load what does that. */
  readonly programs: () => Pick<typeof import("node:child_process"), "spawnSync">;
}
