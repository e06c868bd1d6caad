export const ARGUMENTS: readonly { readonly file: string; readonly written: string; readonly why: string }[];
