import type { FindingKind } from "../finding";

/** What `explain` prints beside a finding's severity and summary: texts for a terminal, at most 110 characters wide. */
export interface Manual {
  /** Pages that belong to no finding. */
  readonly topics: readonly Topic[];
  /** What discover says of an account, not of a spec. */
  readonly accountKinds: readonly FindingKind[];
  /** By the code of a finding. */
  readonly pages: Pages;
  /** By the code of a finding: specs out of the fixtures. */
  readonly examples: Readonly<Record<string, Example>>;
}

/** Pages by the code of a finding. */
export type Pages = Readonly<Record<string, Page>>;

/** What is to be known of one kind of finding. */
export interface Page {
  /** Why it is said, what happens otherwise, and which ways out there are, in paragraphs. Ends in a line break. */
  readonly why: string;
  /** Where the rule comes from: addresses of pages; of a rule of this language's own a sentence that says so. */
  readonly sources: readonly [string, ...string[]];
}

export interface Topic {
  readonly name: string;
  readonly summary: string;
  readonly text: string;
}

export interface Example {
  /** The spec that the last output was compiled from, of a finding that compares with it. */
  readonly before?: string;
  /** A spec that brings the finding. */
  readonly failing: string;
  /** The same spec without it. */
  readonly mended: string;
}
