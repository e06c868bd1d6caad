/** What can stand in a place of the command line: names of files that are there, or words. */
export type Takes =
  | { readonly kind: "specs" | "files" | "folders" | "nothing" }
  | { readonly kind: "words"; readonly words: readonly string[] }
  /** What the command's `--format` takes; `reports` with `=` and a file behind it. */
  | { readonly kind: "formats" | "reports" };

export interface OptionWords {
  /** With its hyphens: `--out`. */
  readonly name: string;
  readonly text: string;
  /** What its value can be; absent for a flag. */
  readonly value?: Takes;
}

export interface CommandWords {
  readonly name: string;
  readonly text: string;
  /** Names of its options, with their hyphens. */
  readonly options: readonly string[];
  readonly formats: readonly string[];
  readonly operands: Takes;
}

/** The command line as data: all that a shell's script knows comes from here, so that it says what --help says. */
export interface Grammar {
  /** The first is what a command line means that names no command. */
  readonly commands: readonly CommandWords[];
  /** Every option of any command, once. */
  readonly options: readonly OptionWords[];
}

/** The names of options that take a value: what follows one is neither a command nor a spec. */
export const valuedOptions = ({ options }: Grammar): string[] =>
  options.flatMap(({ name, value }) => (value === undefined ? [] : [name]));

/** A word in single quotes, as POSIX shells read it. */
export const posixQuoted = (word: string): string => `'${word.replace(/'/g, "'\\''")}'`;
