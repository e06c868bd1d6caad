export type Survivor = readonly [file: string, line: number, written: string, mutated: string];

export interface Entry {
  readonly hash: string;
  readonly mutants: number;
  readonly survivors: readonly (readonly [line: number, written: string, mutated: string])[];
  readonly killers: readonly string[];
  /** Of what the tests and fixtures held that killed. */
  readonly killersHash: string;
}

export interface Record {
  readonly files: { readonly [file: string]: Entry };
}

export interface Group {
  readonly name: string;
  readonly threshold: number;
  readonly argued?: boolean;
}

export interface Verdict extends Group {
  readonly mutants: number;
  readonly survivors: readonly Survivor[];
  readonly score: number;
  readonly unargued: readonly Survivor[];
}

export function mutatedFiles(root: string): string[];
export function groupOf(file: string): Group | undefined;
export function verdicts(record: Record): Verdict[];
export function failuresOf(groups: readonly Verdict[]): string[];
export function survivorText(survivor: Survivor): string;
