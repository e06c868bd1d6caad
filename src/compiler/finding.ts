/** How grave a finding is. An error stops the run; a warning stops it only with `--warnings-as-errors`. */
export type Severity = "error" | "warning" | "info";

/** Keys and indexes from the root of a document to a value: `["appliances", 0, "deviceId"]`. */
export type Path = readonly (string | number)[];

/**
 * What a finding points at: the value or the key at a path of a document, or a range of the text itself
 * (UTF-16 offsets) where there is no tree to walk, as for broken YAML. Lines exist only in report/.
 */
export type Place =
  | { readonly path: Path; readonly on: "key" | "value" }
  | { readonly range: readonly [start: number, end: number] };

/** One kind of finding. The code is stable and kebab-case; texts may change, codes may not. */
export interface FindingKind {
  readonly code: string;
  readonly severity: Severity;
  /** Of a kind of errors that has milder cases: their severity. */
  readonly mildest?: Exclude<Severity, "error">;
  /** Of a kind that asks for another order of applying, to which the closing words refer: no comment may keep it back. */
  readonly reorders?: true;
  /** What is wrong, in one sentence that fits every finding of the kind. */
  readonly summary: string;
}

/** What a stage found. `message` says what was found and what was expected, `help` the repair. */
export interface Finding {
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  readonly help?: string;
  readonly place: Place;
  readonly related?: readonly { readonly message: string; readonly place: Place }[];
}

/** The parts of a finding that differ from one finding of a kind to the next. */
export type Particulars = Pick<Finding, "help" | "related"> & { readonly severity?: Severity };

export function finding(kind: FindingKind, place: Place, message: string, more: Particulars = {}): Finding {
  return { code: kind.code, severity: kind.severity, message, place, ...more };
}

export const atValue = (...path: Path): Place => ({ path, on: "value" });
export const atKey = (...path: Path): Place => ({ path, on: "key" });

/** Where a finding about entries of one list stands: of several the list, so that a comment that allows it covers no entry unseen. */
export function atEntries(entries: readonly { readonly path: Path }[], ...field: Path): Place {
  const [{ path } = { path: [] }, ...others] = entries;
  return others.length === 0 ? atValue(...path, ...field) : atKey(...path.slice(0, 1));
}

/** How many findings there are of each severity. */
export function countsOf(findings: readonly { severity: Severity }[]): Record<Severity, number> {
  const counts = { error: 0, warning: 0, info: 0 };
  for (const { severity } of findings) counts[severity]++;
  return counts;
}

/** Whether a stage's findings forbid the next stage. */
export const hasErrors = (findings: readonly { severity: Severity }[]): boolean =>
  findings.some((f) => f.severity === "error");
