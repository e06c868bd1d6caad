import { resolve } from "node:path";
import type { CompileResult } from "../api";
import { type Arguments, UsageError } from "../arguments";
import { checkOutput, type Emitted, emit, type FileStatus } from "../emit";
import { FileFailure } from "../emit/failure";
import { lastOutput } from "../emit/recovery";
import { EXIT, type Exit, type Io } from "../io";
import { allKinds } from "../kinds";
import { stackPath } from "../manifest";
import { FORMATS } from "../report/formats";
import { jsonReport } from "../report/json";
import { allowedTally, tally } from "../report/pretty";
import type { Trouble } from "../report/report";
import { counted, listed, oneLine, printableLines, shellQuoted } from "../text";
import type { Command } from "./command";
import { type Compiled, compileSources, defaultOutput, REPORT_DETAILS, strictness } from "./findings";
import { besideStack, filesBelow } from "./output-side";
import { type Seen, WATCH_DETAILS, watching } from "./watch";

export const compileCommand: Command = {
  name: "compile",
  usage: "panorama-compile [compile] SPEC...",
  summary: "compile specs into Terraform stacks",
  details: [
    "Reads specs, says all that is wrong with them, and writes Terraform stacks as JSON, a review.md that",
    "reviewers read first, and a manifest. Nothing is written while a spec has errors; unchanged files are",
    "left alone; files of other documents and of other tools are never touched. `-` is standard input; a folder",
    "is all *.yaml and *.yml below it, without dot-folders, node_modules and the output; what is no spec is named.",
    `${REPORT_DETAILS}${WATCH_DETAILS}`,
  ].join("\n"),
  options: ["out", "check", "format", "report", "quiet", "no-color", "today", "warnings-as-errors", "watch"],
  formats: FORMATS,
  async run(args, io) {
    const out = args.text("out") ?? defaultOutput(io);
    if (out === "") throw new UsageError("--out takes a folder, not nothing");
    return watching(args, io, (seen) => once(args, io, out, seen), {
      out,
      kept: `kept the last output in ${out}`,
    });
  },
};

async function once(args: Arguments, io: Io, out: string, seen?: Seen): Promise<Exit> {
  const folder = resolve(io.cwd, out);
  const check = args.flag("check");
  const handle = (how: typeof emit, { artifacts, documents }: CompileResult) =>
    how(artifacts, {
      folder,
      documents: new Set(documents),
      processes: io.processes,
      interrupted: io.interrupted,
    });
  let checked: Emitted | undefined;
  const survey = async (result: CompileResult) => {
    checked = await handle(checkOutput, result);
    return staleIn(out, checked);
  };
  const compiled = await compileSources(args, io, {
    previousOutput: lastOutput(folder, io.processes),
    out,
    seen,
    ...(check && { survey }),
  });
  const { findings, format, refused, troubles } = compiled;
  if (refused) {
    if (format === "json") io.out(jsonReport(compiled));
    else if (!args.flag("quiet")) io.err(`${tally(findings)}${strictness(findings)}; nothing was written\n`);
    return EXIT.findings;
  }
  const emitted = checked ?? (await handle(emit, compiled));
  if (format === "json") io.out(jsonReport(compiled, { output: { folder: out, check, ...emitted } }));
  const isQuiet = args.flag("quiet") && troubles.length === 0; // what makes the run fail is no talk
  const words = () => (check ? staleWords(out, emitted, troubles) : closingWords(out, compiled, emitted));
  if (format !== "json" && !isQuiet) say([...words(), ...strayWords(out, folder, emitted)], io);
  return troubles.length > 0 ? EXIT.no : EXIT.done;
}

const say = (words: readonly string[], io: Io): void =>
  io.err(`${words.map((line) => printableLines(oneLine(line))).join("\n")}\n`);

const REASONS: Readonly<Partial<Record<FileStatus["status"], string>>> = {
  missing: "is not there",
  stale: "is not what the spec gives",
  superfluous: "belongs to a stack that the spec does not give",
};

/** The output is done: that it can't be looked at once more is no failure of the run. */
function lookedAt(folder: string): string[] {
  try {
    return filesBelow(folder);
  } catch (error) {
    if (error instanceof FileFailure) return [];
    throw error;
  }
}

/** What somebody put into the folder of a stack, and Terraform reads: nobody here made it, or removes it. */
function strayWords(out: string, folder: string, { stacks }: Emitted): string[] {
  const paths = lookedAt(folder);
  return stacks
    .flatMap(({ name }) => besideStack(name, paths))
    .map(
      (path) =>
        `${out}/${path} is none of these files, and Terraform reads it too; diff SPEC ${out} looks at it`,
    );
}

const staleIn = (out: string, { changes }: Emitted): Trouble[] =>
  changes.flatMap(({ path, status }) => {
    const why = REASONS[status];
    const file = `${out}/${path}`;
    return why === undefined ? [] : [{ kind: "stale", file, message: `${file} ${why}` }];
  });

function staleWords(out: string, { changes, recovered }: Emitted, troubles: readonly Trouble[]): string[] {
  const lines = troubles.map(({ message }) => `  ${message}`);
  if (troubles.length === 0)
    return [...interruption(recovered), `${out} is up to date: ${counted(changes.length, "file")}`];
  return [...interruption(recovered), `${out} is stale:`, ...lines, "compile again without --check"];
}

function closingWords(
  out: string,
  { findings, allowed }: Compiled,
  { changes, stacks, recovered }: Emitted,
): string[] {
  const resources = new Map(stacks.map((stack) => [stackPath(stack.name), stack.resources]));
  const widest = Math.max(...changes.map(({ path }) => path.length));
  const lines = changes.map(({ path, status }) => {
    const count = resources.get(path);
    return `  ${status.padEnd(9)}  ${`${out}/${path}`.padEnd(widest + out.length + 1)}  ${count === undefined ? "" : counted(count, "resource")}`.trimEnd();
  });
  const total = stacks.reduce((sum, stack) => sum + stack.resources, 0);
  return [
    ...interruption(recovered),
    ...lines,
    `${counted(stacks.length, "stack")}, ${counted(total, "resource")}${findings.length > 0 ? `; ${tally(findings)}` : ""}${allowedTally(allowed)}`,
    ...variableWords(stacks),
    `Read ${out}/review.md, then apply in this order${exceptionWords(findings)} (destroying goes the other way round):`,
    ...stacks.map(({ name }) => applyCommand(`${out}/stacks/${name}`)),
  ];
}

/** Names the findings that ask for another order, this once. */
function exceptionWords(findings: Compiled["findings"]): string {
  const reordering = allKinds.filter(({ reorders }) => reorders).map(({ code }) => code);
  const codes = reordering.filter((code) => findings.some((finding) => finding.code === code));
  return codes.length > 0 ? `, but first what ${listed(codes)} says above` : "";
}

/** Every variable that Terraform will ask for: without them nobody can plan, apply or destroy. */
function variableWords(stacks: Emitted["stacks"]): string[] {
  const asked = stacks.flatMap(({ name: stack, variables }) =>
    variables.map(({ name, secret }) => ({ name, text: `the secret ${secret}, in ${stack}` })),
  );
  if (asked.length === 0) return [];
  const widest = Math.max(...asked.map(({ name }) => name.length));
  const what = asked.length === 1 ? "this variable" : "these variables";
  return [
    `Export ${what} where Terraform plans, applies and destroys (nothing keeps a value but AWS Secrets Manager):`,
    ...asked.map(({ name, text }) => `  ${name.padEnd(widest)}  ${text}`),
    ...(new Set(asked.map(({ name }) => name)).size < asked.length ? [SHARED_VARIABLE] : []),
  ];
}

const SHARED_VARIABLE =
  "Secrets with one variable get one value, unless another is exported before their stacks are applied.";

function applyCommand(folder: string): string {
  const option = shellQuoted(`-chdir=${folder}`);
  return `  terraform ${option} init && terraform ${option} apply`;
}

const interruption = (recovered: boolean): string[] =>
  recovered ? ["an earlier run was interrupted while it wrote here"] : [];
