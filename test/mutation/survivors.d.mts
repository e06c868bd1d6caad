export const ARGUMENTS: readonly { readonly why: string; readonly of: readonly string[] }[];
export function codeOf(
  survivor: readonly [file: string, line: number, written: string, mutated: string],
): string;
