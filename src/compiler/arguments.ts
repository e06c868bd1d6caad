import { parseArgs } from "node:util";
import { beforeNames } from "./early";
import { nearest } from "./nearest";
import { listed, quoted } from "./text";

/** The command line is wrong. Exit code 2. */
export class UsageError extends Error {
  override name = "UsageError";
}

/** Every option of the command line, by name, with what `--help` says of it. */
const OPTIONS = {
  account: { type: "string", value: "ID", text: "the AWS account's 12 digits" },
  check: { type: "boolean", text: "write nothing; name the files that are stale (exit 4)" },
  "fail-on-wider": {
    type: "boolean",
    text: "exit 4 where something is let in that was not before, or nobody can tell",
  },
  format: { type: "string", value: "FORMAT", text: "standard output" },
  help: { type: "boolean", text: "show help" },
  name: { type: "string", value: "NAME", text: "the spec's name (default: panorama-ACCOUNT)" },
  "no-color": { type: "boolean", text: "no colour (also: NO_COLOR)" },
  out: { type: "string", value: "DIR", text: "output folder (default: $CDKTF_OUTDIR, else cdktf.out)" },
  profile: {
    type: "string",
    value: "PROFILE",
    text: "profile of the AWS configuration (default: the AWS CLI's)",
  },
  quiet: { type: "boolean", text: "no talk, only findings" },
  region: { type: "string", value: "REGION", text: "the AWS Region" },
  report: {
    type: "string",
    value: "FORMAT=FILE",
    text: "also write the findings to a file, in any of these formats (repeatable)",
  },
  spec: { type: "string", value: "SPEC", text: "the spec of the plans: a file, a folder or - (repeatable)" },
  stack: { type: "string", value: "NAME", text: "the stack that the plan is of, where it can't be told" },
  today: {
    type: "string",
    value: "DATE",
    text: "the day (UTC) that until: is judged by (default: the clock's)",
  },
  version: { type: "boolean", text: "show the version" },
  watch: { type: "boolean", text: "run again at each change of what was read; Ctrl-C ends" },
  "warnings-as-errors": { type: "boolean", text: "warnings stop the run (exit 1)" },
} as const satisfies Record<string, { type: "string" | "boolean"; value?: string; text: string }>;

export type OptionName = keyof typeof OPTIONS;

export interface Arguments {
  readonly positionals: readonly string[];
  /** The value of an option that takes one. Throws UsageError where it is given several. */
  readonly text: (name: OptionName) => string | undefined;
  /** All values of an option, in order. */
  readonly texts: (name: OptionName) => readonly string[];
  readonly flag: (name: OptionName) => boolean;
}

/** Reads a command's arguments; throws UsageError for what the command does not take. */
export function readArguments(argv: readonly string[], names: readonly OptionName[]): Arguments {
  const options = Object.fromEntries(
    [...names, "help" as const].map((name) => [name, { type: OPTIONS[name].type, multiple: true }]),
  );
  for (const argument of beforeNames(argv)) refuseUnknown(argument, Object.keys(options));
  try {
    const { values, positionals } = parseArgs({
      args: [...argv],
      options,
      allowPositionals: true,
      strict: true,
    });
    const texts = (name: OptionName) =>
      [values[name] ?? []].flat().filter((value) => typeof value === "string");
    return {
      positionals,
      text: (name) => onlyOne(name, texts(name)),
      texts,
      flag: (name) => values[name] !== undefined,
    };
  } catch (error) {
    throw new UsageError(
      error instanceof Error ? (error.message.split(". ")[0] ?? error.message) : String(error),
    );
  }
}

function onlyOne(name: OptionName, values: readonly string[]): string | undefined {
  if (values.length < 2) return values[0];
  const times = values.length === 2 ? "twice" : `${values.length} times`;
  throw new UsageError(`--${name} takes one value, and is given ${times}: ${listed(values.map(quoted))}`);
}

function refuseUnknown(argument: string, known: readonly string[]): void {
  const letter = /^-[^-]/.exec(argument)?.[0];
  if (letter !== undefined && letter !== "-h")
    throw new UsageError(`unknown option ${letter}; options have long names, as --help`);
  const name = /^--([^=]+)/.exec(argument)?.[1];
  if (name === undefined || known.includes(name)) return;
  const near = nearest(name, known);
  throw new UsageError(`unknown option --${name}${near ? `; did you mean --${near}?` : ""}`);
}

/** Where the first argument is that is neither an option nor an option's value; past the end where there is none. */
export function firstPositional(argv: readonly string[]): number {
  const valued = Object.entries(OPTIONS).flatMap(([name, { type }]) =>
    type === "string" ? [`--${name}`] : [],
  );
  const options = beforeNames(argv);
  const at = options.findIndex((argument, index) => {
    const isOption = argument.startsWith("-") && argument !== "-";
    return !isOption && !valued.includes(argv[index - 1] ?? "");
  });
  if (at !== -1) return at;
  return options.length < argv.length ? options.length + 1 : argv.length;
}

/** One of the values that an option takes. */
export function oneOf<T extends string>(
  option: OptionName,
  value: string | undefined,
  values: readonly [T, ...T[]],
): T {
  const found = value === undefined ? values[0] : values.find((v) => v === value);
  if (found !== undefined) return found;
  const near = nearest(value ?? "", values);
  const hint = near ? `; did you mean ${near}?` : "";
  throw new UsageError(`--${option} takes ${listed(values, "or")}, not ${quoted(value ?? "")}${hint}`);
}

/** An option as help texts and shells show it. */
export interface OptionRow {
  readonly name: OptionName;
  /** What its value is called; absent for a flag. */
  readonly value?: string;
  readonly text: string;
}

/** Options with what is said of them; `formats` is what the command's `--format` takes, the default first. */
export const optionRows = (names: readonly OptionName[], formats: readonly string[] = []): OptionRow[] =>
  names.map((name) => {
    const { text, ...option } = OPTIONS[name];
    const isListed = name === "format" && formats.length > 0;
    return { name, ...option, text: isListed ? formatText(formats) : text };
  });

const formatText = ([first = "", ...others]: readonly string[]): string =>
  `standard output: ${listed([`${first} (default)`, ...others], "or")}`;

/** The options' lines of a help text. */
export function optionLines(names: readonly OptionName[], formats?: readonly string[]): string {
  const rows = optionRows(names, formats).map(({ name, value, text }) => {
    return { left: `--${name}${value === undefined ? "" : ` ${value}`}`, right: text };
  });
  const widest = Math.max(...rows.map(({ left }) => left.length));
  return rows.map(({ left, right }) => `  ${left.padEnd(widest)}  ${right}`).join("\n");
}
