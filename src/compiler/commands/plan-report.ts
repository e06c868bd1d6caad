import { resolve } from "node:path";
import type { Location } from "../api";
import { type Arguments, oneOf, UsageError } from "../arguments";
import { type Compilation, compileWith } from "../compile";
import { codeOf, FileFailure, fileFailure } from "../emit/failure";
import { readPlainFile } from "../emit/plain-file";
import { hasErrors, type Path } from "../finding";
import { EXIT, type Io } from "../io";
import { LIMITS } from "../limits";
import type { ParsedDocument } from "../parse";
import type { NamedPlan, Placed, PlanReport } from "../plan-report/report";
import { withoutSecrets } from "../redact/forms";
import { codeFrame } from "../report/frame";
import { MOST_ANNOTATIONS } from "../report/github";
import { locationOf } from "../report/locate";
import { tally } from "../report/pretty";
import { STANDARD_INPUT } from "../source";
import { counted, listed, oneLine, printableLines, quoted } from "../text";
import { isWritten, locate } from "../yaml/tree";
import type { Command } from "./command";
import { dayAsked, showFindings } from "./findings";
import { fileReader, readSources } from "./read-sources";

const FORMATS = ["pretty", "json", "markdown", "github"] as const;

export const planReportCommand: Command = {
  name: "plan-report",
  usage: "panorama-compile plan-report PLAN... --spec SPEC",
  summary: "map Terraform plans back to the spec's lines",
  details: [
    "Reads plans as `terraform show -json` prints them, one for each stack that is to be looked at, compiles the spec,",
    "and says of every planned change which line of the spec it comes from. What the spec does not explain is an exit",
    "code of 4: what was changed outside of Terraform (drift), what is not of the spec (foreign), a plan that was made",
    "of another output (stale), a part of a plan. Of attributes it shows the names, and values only where a list allows",
    "them: never of secrets, tags, descriptions or commands. It writes nothing, and needs neither Terraform nor AWS.",
    "",
    "  terraform -chdir=cdktf.out/stacks/seattle-iam plan -out=plan.tfplan",
    "  terraform -chdir=cdktf.out/stacks/seattle-iam show -json plan.tfplan > plan.json",
    "  panorama-compile plan-report plan.json --spec seattle.yaml",
    "",
    "PLAN or SPEC may be `-`, standard input. markdown is a comment for a pull request, json one object",
    "(docs/plan-report.md), github annotations. Which stack a plan is of is told by what is in it.",
  ].join("\n"),
  options: ["spec", "stack", "format", "today", "quiet", "no-color"],
  operands: "files",
  formats: FORMATS,
  async run(args, io) {
    const format = oneOf("format", args.text("format"), FORMATS);
    const { plans: files, specs, stack } = namedBy(args);
    const room = io.rooms.planReports();
    const plans: NamedPlan[] = [];
    const failures: string[] = [];
    for (const file of files) {
      const read = room.read(await bytesOf(file, io));
      if ("plan" in read) plans.push({ file: nameOf(file), plan: read.plan });
      else failures.push(`can't read ${file === "-" ? "standard input" : file} as a plan: ${read.failure}`);
    }
    for (const failure of failures) io.err(`${printableLines(oneLine(withoutSecrets(failure)))}\n`);
    if (failures.length > 0) return EXIT.failure;
    const compilation = await compiled(specs, args, io);
    if (compilation === undefined) return EXIT.findings;
    const report = room.report(plans, { ...groundOf(compilation), ...(stack !== undefined && { stack }) });
    if (report === undefined) throw new UsageError(unknownStack(stack ?? "", compilation));
    io.out(room.formats[format](report, io.cwd));
    const unexplained = room.unexplained(report);
    if (!args.flag("quiet")) io.err(closing(report, unexplained, format === "github"));
    return unexplained > 0 ? EXIT.no : EXIT.done;
  },
};

/** What the command line names; throws UsageError for what can't be meant. */
function namedBy(args: Arguments) {
  const { positionals: plans } = args;
  const specs = args.texts("spec");
  const stack = args.text("stack");
  const [first = "plan.json"] = plans;
  const swapped = plans.find((file) => /\.ya?ml$/i.test(file));
  if (swapped !== undefined)
    throw new UsageError(`${swapped} looks like a spec, not a plan: name specs with --spec ${swapped}`);
  if (plans.length === 0)
    throw new UsageError(
      "no plan is named; print one with terraform show -json plan.tfplan > plan.json, or hand it in with `-`",
    );
  if (plans.includes("")) throw new UsageError("one PLAN is empty; standard input is -");
  if (specs.length === 0)
    throw new UsageError(
      `a plan does not say which spec it is of: panorama-compile plan-report ${first} --spec SPEC`,
    );
  if ([...plans, ...specs].filter((file) => file === "-").length > 1)
    throw new UsageError("standard input (-) can be one plan or one spec, not both");
  const twice = plans.find((file, index) => plans.indexOf(file) !== index);
  if (twice !== undefined) throw new UsageError(`${twice} is named twice`);
  if (stack !== undefined && plans.length > 1)
    throw new UsageError("--stack is for one plan; of several each is told by what is in it");
  return { plans, specs, stack };
}

const nameOf = (file: string): string => (file === "-" ? STANDARD_INPUT : withoutSecrets(file));

async function bytesOf(file: string, io: Io): Promise<Uint8Array> {
  if (file === "-") return io.stdin(LIMITS.plan);
  try {
    return readPlainFile(resolve(io.cwd, file), { most: LIMITS.plan, followLinks: true });
  } catch (error) {
    if (codeOf(error) === "EINVAL")
      throw new FileFailure(`can't read ${file}: it is not a plain file; - reads standard input`);
    if (codeOf(error) === "EFBIG")
      throw new FileFailure(`can't read ${file} as a plan: it has more than ${LIMITS.plan} bytes`);
    throw fileFailure("read", file, error);
  }
}

/** The specs compiled, nothing written; undefined once its errors are said. */
async function compiled(specs: readonly string[], args: Arguments, io: Io): Promise<Compilation | undefined> {
  const { sources, unread } = await readSources(specs, io);
  if (unread.length > 0) throw new FileFailure(unread.map(({ message }) => message).join("; "));
  const options = { readFile: fileReader(io.cwd), today: dayAsked(args) ?? io.today() };
  const compilation = compileWith(io.rooms, sources, options);
  const { findings, texts } = compilation;
  if (!hasErrors(findings)) return compilation;
  showFindings(
    findings.filter(({ severity }) => severity === "error"),
    texts,
    args,
    io,
  );
  if (!args.flag("quiet")) io.err(`${tally(findings)}; no plan was looked at\n`);
  return undefined;
}

function groundOf({ artifacts, compiled: documents, texts }: Compilation) {
  const byName = new Map(documents.map((one) => [one.model.document, one]));
  return {
    stacks: stacksOf(artifacts),
    modelOf: (name: string) => byName.get(name)?.model,
    place: (name: string, paths: readonly Path[]) => {
      const document = byName.get(name)?.document;
      return document && placed(document, paths, texts);
    },
  };
}

function* stacksOf(artifacts: Compilation["artifacts"]) {
  for (const { stack, text } of artifacts) if (stack) yield { artifact: stack, text };
}

/** Where the first of some paths stands that the document has: the key of a field, the start of a list's entry. */
function placed(
  { tree, source }: ParsedDocument,
  paths: readonly Path[],
  texts: Compilation["texts"],
): Placed | undefined {
  const path = paths.find((one) => isWritten(tree, one));
  if (path === undefined) return undefined;
  const { key, value, via } = locate(tree, path);
  const location = locationOf(source, via[0] ?? key ?? value);
  return { location, line: shownLine(texts, location) };
}

/** The line of a place as a frame shows it: secrets masked, cut where it is long. */
function shownLine(texts: Compilation["texts"], location: Location): string {
  const source = texts.get(location.file);
  const [, line = ""] = source === undefined ? [] : codeFrame(source, location);
  return line.replace(/^\d+ \| */, "");
}

function unknownStack(stack: string, { artifacts }: Compilation): string {
  const names = [...stacksOf(artifacts)].map(({ artifact }) => artifact.name);
  return `the spec has no stack ${quoted(stack)}; its stacks are ${listed(names)}`;
}

function closing({ plans }: PlanReport, unexplained: number, isGithub: boolean): string {
  const changes = plans.reduce((sum, plan) => sum + plan.changes.length, 0);
  const words = `${counted(plans.length, "plan")}, ${counted(changes, "change")}`;
  const most =
    isGithub && unexplained > MOST_ANNOTATIONS
      ? `; GitHub shows ${MOST_ANNOTATIONS} annotations of each level for a step, and the rest is in this log only`
      : "";
  const answer =
    unexplained === 0
      ? "the spec explains all"
      : `the spec does not explain ${counted(unexplained, "point")}`;
  return `${words}: ${answer}${most}\n`;
}
