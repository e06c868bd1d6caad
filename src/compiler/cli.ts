import { resolve } from "node:path";
import { firstPositional, optionLines, readArguments, UsageError } from "./arguments";
import type { Command } from "./commands/command";
import { compileCommand } from "./commands/compile";
import { completionCommand } from "./commands/completion";
import { diffCommand } from "./commands/diff";
import { discoverCommand } from "./commands/discover";
import { doctorCommand } from "./commands/doctor";
import { explainCommand } from "./commands/explain";
import { graphCommand } from "./commands/graph";
import { initCommand } from "./commands/init";
import { planReportCommand } from "./commands/plan-report";
import { schemaCommand } from "./commands/schema";
import { isFolder } from "./commands/spec-paths";
import { validateCommand } from "./commands/validate";
import { beforeNames, earlyQuestion } from "./early";
import { FileFailure, Interrupted } from "./emit/failure";
import { EXIT, type Io } from "./io";
import { nearest } from "./nearest";
import { withoutSecrets } from "./redact/forms";
import { oneLine, printableLines, quoted } from "./text";
import { VERSION } from "./version";

const COMMANDS: readonly Command[] = [
  compileCommand,
  validateCommand,
  diffCommand,
  planReportCommand,
  initCommand,
  discoverCommand,
  graphCommand,
  explainCommand,
  schemaCommand,
  doctorCommand,
  completionCommand(() => COMMANDS),
];

/** Runs a command line and gives its exit code; 130 stands for an interruption. Never throws. */
export async function run(argv: readonly string[], io: Io): Promise<number> {
  try {
    return await dispatch(argv, io);
  } catch (error) {
    return failed(error, io);
  }
}

async function dispatch(argv: readonly string[], io: Io): Promise<number> {
  const [first, ...rest] = argv;
  if (first === undefined) {
    io.err(`no command and no spec\n\n${overview()}`);
    return EXIT.usage;
  }
  const early = earlyQuestion(argv);
  if (early !== undefined) return print(io, early === "version" ? `${VERSION}\n` : overview());
  if (first === "help") return print(io, helpOf(rest[0]));
  const at = firstPositional(argv);
  const word = argv[at] ?? "";
  const command = COMMANDS.find(({ name }) => name === word);
  if (command === undefined) refuseMistyped(word, io);
  return runCommand(command ?? compileCommand, command ? argv.toSpliced(at, 1) : argv, io);
}

async function runCommand(command: Command, argv: readonly string[], io: Io): Promise<number> {
  const options = beforeNames(argv);
  if (options.includes("--help") || options.includes("-h")) return print(io, commandHelp(command));
  return command.run(readArguments(argv, command.options), io);
}

/** A bare word that is no command may be a mistyped one, unless it is a folder's; a spec has a dot or a slash in its name. */
function refuseMistyped(word: string, io: Io): void {
  if (word === "" || word.startsWith("-") || /[./\\]/.test(word) || isFolder(resolve(io.cwd, word))) return;
  const near = nearest(
    word,
    COMMANDS.map(({ name }) => name),
  );
  const hint = near ? `did you mean "${near}"?` : `a spec of that name: ./${word}`;
  throw new UsageError(`unknown command ${quoted(word)}; ${hint}`);
}

function print(io: Io, text: string): number {
  io.out(text);
  return EXIT.done;
}

function failed(error: unknown, io: Io): number {
  if (error instanceof UsageError) {
    io.err(`${shown(error.message)}\nTry: panorama-compile --help\n`);
    return EXIT.usage;
  }
  if (error instanceof FileFailure) {
    io.err(`${shown(error.message)}\n`);
    return EXIT.failure;
  }
  if (error instanceof Interrupted) return 130;
  const trace = error instanceof Error ? (error.stack ?? error.message) : String(error);
  io.err(
    `This is a fault of panorama-compile ${VERSION}, not of your spec.\nPlease report it with the spec, if you can share it, and this:\n\n${printableLines(withoutSecrets(trace))}\n`,
  );
  return EXIT.failure;
}

/** What was typed on the command line may hold a secret too. */
const shown = (text: string): string => printableLines(oneLine(withoutSecrets(text)));

/** What `--help` says; the build keeps it in a file of its own, for who asks for nothing else. */
export function overview(): string {
  const widest = Math.max(...COMMANDS.map(({ usage }) => usage.length));
  return `panorama-compile: one YAML spec of an AWS Panorama account in, reviewable Terraform stacks out.

Usage:
${COMMANDS.map(({ usage, summary }) => `  ${usage.padEnd(widest)}  ${summary}`).join("\n")}

Example:
  panorama-compile init seattle.yaml --account 123456789012 --region us-east-1
  panorama-compile seattle.yaml
  terraform -chdir=cdktf.out/stacks/seattle-iam init

Options of compile:
${optionLines(compileCommand.options, compileCommand.formats)}

  panorama-compile COMMAND --help    says more of a command
  panorama-compile --version

Exit codes: 0 done; 1 the spec has errors; 2 the command line is wrong; 3 a file, the network or a credential
failed, or a fault of panorama-compile; 4 the answer is no: --check found stale files, diff --fail-on-wider something
wider or incomparable, plan-report what the spec doesn't explain, doctor something missing; 130 and 143 interrupted.
With 1, 2 and 4 nothing in --out has changed.
`;
}

function helpOf(name: string | undefined): string {
  const command = COMMANDS.find((c) => c.name === name);
  return command ? commandHelp(command) : overview();
}

function commandHelp({ usage, details, options, formats }: Command): string {
  const lines = options.length > 0 ? `\nOptions:\n${optionLines(options, formats)}\n` : "";
  return `${usage}\n\n${details}\n${lines}`;
}
