import { resolve } from "node:path";
import { UsageError } from "../arguments";
import { checkOutput, type Emitted, emit } from "../emit";
import { readOutput } from "../emit/folder";
import { EXIT, type Io } from "../io";
import { stackPath } from "../manifest";
import { tally } from "../report/pretty";
import { counted, listed, printable, shellQuoted } from "../text";
import type { Command } from "./command";
import { type Compiled, compileSources, jsonReport } from "./findings";

export const compileCommand: Command = {
  name: "compile",
  usage: "panorama-compile [compile] SPEC...",
  summary: "compile specs into Terraform stacks",
  details: [
    "Reads specs, says all that is wrong with them, and writes Terraform stacks as JSON, a review.md that",
    "reviewers read first, and a manifest. Nothing is written while a spec has errors; unchanged files are",
    "left alone; files of other documents and of other tools are never touched. `-` is standard input; a folder",
    "is all *.yaml and *.yml below it, without dot-folders, node_modules and the output; what is no spec is named.",
  ].join("\n"),
  options: ["out", "check", "format", "quiet", "no-color", "today", "warnings-as-errors"],
  async run(args, io) {
    const out = args.text("out") ?? (io.env.CDKTF_OUTDIR || "cdktf.out");
    if (out === "") throw new UsageError("--out takes a folder, not nothing");
    const folder = resolve(io.cwd, out);
    const compiled = await compileSources(args, io, {
      previousOutput: (path) => readOutput(folder, path),
      out,
    });
    const { findings, format, refused, artifacts } = compiled;
    if (refused) {
      if (format === "json") io.out(jsonReport(findings));
      else if (!args.flag("quiet")) io.err(`${tally(findings)}; nothing was written\n`);
      return EXIT.findings;
    }
    const check = args.flag("check");
    const emitted = await (check ? checkOutput : emit)(artifacts, {
      folder,
      documents: new Set(compiled.documents),
      processes: io.processes,
      interrupted: io.interrupted,
    });
    const stale = check ? staleOf(emitted) : [];
    if (format === "json") io.out(jsonReport(findings, { output: { folder: out, check, ...emitted } }));
    else say(args.flag("quiet"), check ? staleWords(out, emitted) : closingWords(out, compiled, emitted), io);
    return stale.length > 0 ? EXIT.no : EXIT.done;
  },
};

function say(quiet: boolean, words: readonly string[], io: Io): void {
  if (!quiet) io.err(`${words.map(printable).join("\n")}\n`);
}

const staleOf = ({ changes }: Pick<Emitted, "changes">) =>
  changes.filter((change) => change.status !== "unchanged");

function staleWords(out: string, { changes, recovered }: Emitted): string[] {
  const reasons = {
    written: "is not what the spec gives",
    removed: "belongs to a stack that the spec does not give",
    unchanged: "",
  };
  const stale = staleOf({ changes });
  const lines = stale.map(({ path, status }) => `  ${out}/${path} ${reasons[status]}`);
  if (stale.length === 0)
    return [...interruption(recovered), `${out} is up to date: ${counted(changes.length, "file")}`];
  return [...interruption(recovered), `${out} is stale:`, ...lines, "compile again without --check"];
}

function closingWords(
  out: string,
  { findings }: Compiled,
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
    `${counted(stacks.length, "stack")}, ${counted(total, "resource")}${findings.length > 0 ? `; ${tally(findings)}` : ""}`,
    ...variableWords(stacks),
    `Read ${out}/review.md, then apply in this order${exceptionWords(findings)} (destroying goes the other way round):`,
    ...stacks.map(({ name }) => applyCommand(`${out}/stacks/${name}`)),
  ];
}

/** The findings that ask for another order, this once. */
const REORDERING = ["shared-resource-goes", "resource-changes-region"];

function exceptionWords(findings: Compiled["findings"]): string {
  const codes = REORDERING.filter((code) => findings.some((finding) => finding.code === code));
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
