import type { Finding, FindingKind } from "./finding";
import type { Model } from "./model";
import type { ParsedDocument } from "./parse";

/** What checks look at: the meaning of a document, and the document as it was written. */
export interface Checked {
  readonly model: Model;
  readonly document: ParsedDocument;
  /** The day of the run, `YYYY-MM-DD`, which no output may follow. */
  readonly today: string;
}

/** One rule that the schema can't say, in a file named after its code. */
export interface Check {
  readonly kind: FindingKind;
  readonly run: (checked: Checked) => Finding[];
}
