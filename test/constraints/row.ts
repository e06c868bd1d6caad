/** How one emitted argument keeps to what AWS takes. */
export interface Row {
  /**
   * The argument in the output: `TYPE.ARGUMENT` of a resource, with `[]` for a list's items and `{key}` and `{value}`
   * for those of a map; `aws iot create-job.…` and `AWS::IoT::JobTemplate.…` for what stands inside a text.
   */
  readonly argument: string;
  /** What it becomes: members of AWS's operations (in extract.json), and rules that no model has (`limit:…`, in limits.ts). */
  readonly becomes: readonly string[];
  readonly held: Held;
}

/** At least one of these. */
export interface Held {
  /** Fields of the language whose schema keeps every value within. */
  readonly schema?: readonly Field[];
  /** Codes of the findings that say what the schema can't. */
  readonly check?: readonly string[];
  /** The value is ours, or made by us of fields that are held elsewhere. Why it fits. */
  readonly constant?: string;
  /** There is nothing to hold. Why. */
  readonly na?: string;
}

/** A field by its path, as in `appliances[].thingName`; `{key}` for the keys of a mapping, `{value}` for its values. */
export type Field = string;

export const row = (argument: string, becomes: readonly string[], held: Held): Row => ({
  argument,
  becomes,
  held,
});

/** What AWS takes, in the words of its service models. Lengths are in characters, or of a list in items. */
export interface Constraint {
  readonly type?: string;
  readonly min?: number;
  readonly max?: number;
  /** Of the whole text. */
  readonly pattern?: string;
  readonly enum?: readonly (string | number)[];
}
