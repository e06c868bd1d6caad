import type { Record } from "./verdict.mjs";

export interface Mutant {
  readonly fileName: string;
  readonly location: {
    readonly start: { readonly line: number; readonly column: number };
    readonly end: { readonly line: number; readonly column: number };
  };
  readonly replacement: string;
  readonly status: "Killed" | "Survived" | "NoCoverage" | "Timeout";
  readonly killedBy?: readonly string[];
}

export function readRecord(root: string): Record;
export function writeRecord(root: string, record: Record): void;
export function textsOf(root: string, files: readonly string[]): Map<string, string>;
export function recorded(
  root: string,
  record: Record,
  results: readonly Mutant[],
  texts: ReadonlyMap<string, string>,
): Record;
export function isStale(root: string, record: Record, file: string): boolean;
