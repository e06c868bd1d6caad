import type { FindingKind } from "../finding";

/** What `explain` prints beside a finding's severity and summary: texts for a terminal, at most 100 characters wide. */
export interface Manual {
  /** Pages that belong to no finding. */
  readonly topics: readonly Topic[];
  /** What discover says of an account, not of a spec. */
  readonly accountKinds: readonly FindingKind[];
  /** By the code of a finding. */
  readonly texts: Readonly<Record<string, string>>;
  /** By the code of a finding: specs out of the fixtures. */
  readonly examples: Readonly<Record<string, Example>>;
}

export interface Topic {
  readonly name: string;
  readonly summary: string;
  readonly text: string;
}

export interface Example {
  /** A spec that brings the finding. */
  readonly failing: string;
  /** The same spec without it. */
  readonly mended: string;
}
