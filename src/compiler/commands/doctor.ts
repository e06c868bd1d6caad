import { engines } from "../../../package.json";
import { type Arguments, oneOf, UsageError } from "../arguments";
import { compileWith } from "../compile";
import { FileFailure, Interrupted } from "../emit/failure";
import { countsOf, hasErrors } from "../finding";
import { EXIT, type Io } from "../io";
import { counted, fileQuoted, oneLine, printableLines } from "../text";
import type { Command } from "./command";
import type { Line, Needs, Status } from "./doctor/line";
import { dayAsked, defaultOutput } from "./findings";
import { fileReader, readSources } from "./read-sources";

const FORMATS = ["pretty", "json"] as const;

export const doctorCommand: Command = {
  name: "doctor",
  usage: "panorama-compile doctor [SPEC...]",
  summary: "what this machine lacks for applying a spec",
  details: [
    "Looks for Node, Terraform or OpenTofu, and the AWS CLI. With specs also at what their stacks need: which Terraform,",
    "whether the AWS CLI is called, which TF_VAR_... must be set (never at a value), whether the output folder can be",
    "written and no interrupted run left it so, and whether Git leaves out states. Each line that is not well says the repair. Starts",
    "`terraform version`, `tofu version`, `aws --version` and `git check-ignore` from the PATH, and opens no connection.",
    "Exits 0 when all is well, 1 when a spec has errors (its needs are unknown), 4 when something is missing or too old.",
  ].join("\n"),
  options: ["out", "format", "today", "quiet", "no-color"],
  formats: FORMATS,
  async run(args, io) {
    const format = oneOf("format", args.text("format"), FORMATS);
    const out = args.text("out") ?? defaultOutput(io);
    if (out === "") throw new UsageError("--out takes a folder, not nothing");
    const asked = await needsAsked(args, io, out);
    const lines = await linesOf(io, { out, ...(asked.needs && { needs: asked.needs }) });
    const all = [...lines, ...asked.refusals];
    const isWell = all.every(({ status }) => status === "ok" || status === "note");
    io.out(format === "json" ? jsonText(all, isWell) : prettyText(all));
    if (asked.refusals.length > 0) return EXIT.findings;
    return isWell ? EXIT.done : EXIT.no;
  },
};

async function linesOf(io: Io, asked: { out: string; needs?: Needs }): Promise<readonly Line[]> {
  const { cwd, env, processes, stopped: signal } = io;
  const node = { version: io.node, oldest: engines.node.replace(/^>=\s*/, "") };
  try {
    return await io.rooms.doctor()({ ...asked, cwd, env, node, processes, signal });
  } catch (error) {
    throw signal.aborted ? new Interrupted() : error;
  }
}

/** What the specs of a command line need; what is wrong with them is what `validate` is for. */
async function needsAsked(
  args: Arguments,
  io: Io,
  out: string,
): Promise<{ needs?: Needs; refusals: readonly Line[] }> {
  const day = dayAsked(args);
  if (args.positionals.length === 0) return { refusals: [] };
  const { sources, unread } = await readSources(args.positionals, io, out);
  if (unread.length > 0) throw new FileFailure(unread.map(({ message }) => message).join("; "));
  const { findings, artifacts } = compileWith(io.rooms, sources, {
    readFile: fileReader(io.cwd),
    today: day ?? io.today(),
  });
  if (!hasErrors(findings)) return { needs: needsOf(artifacts), refusals: [] };
  const repair = `panorama-compile validate ${day === undefined ? "" : `--today ${day} `}${args.positionals.map(fileQuoted).join(" ")}`;
  const message = `${counted(countsOf(findings).error, "error")}: what it needs is unknown`;
  return { refusals: [{ status: "broken", name: "spec", message, repair }] };
}

/** A stack's text, as far as it says what it needs. */
interface StackText {
  readonly terraform: {
    readonly required_version?: string;
    readonly required_providers?: { readonly aws?: { readonly version?: string } };
    readonly backend?: Readonly<Record<string, unknown>>;
    readonly cloud?: unknown;
  };
  readonly resource?: { readonly terraform_data?: object };
}

/** What stacks need is what their texts say: no rule stands twice. */
export function needsOf(artifacts: ReturnType<typeof compileWith>["artifacts"]): Needs {
  const needs = {
    terraform: new Map<string, string[]>(),
    provider: new Map<string, string[]>(),
    awsCli: [] as string[],
    variables: [] as Needs["variables"][number][],
    stacks: [] as string[],
  };
  const backends = new Set<string>();
  for (const { stack, text } of artifacts) {
    if (stack === undefined) continue;
    const { terraform, resource }: StackText = JSON.parse(text);
    note(needs.terraform, terraform.required_version, stack.name);
    note(needs.provider, terraform.required_providers?.aws?.version, stack.name);
    for (const type of Object.keys(terraform.backend ?? {})) backends.add(type);
    if (terraform.cloud !== undefined) backends.add("cloud");
    if (resource?.terraform_data !== undefined) needs.awsCli.push(stack.name); // aws-cli.ts makes no other
    for (const { name, secret } of stack.variables) needs.variables.push({ name, secret, stack: stack.name });
    needs.stacks.push(stack.name);
  }
  return { ...needs, backends: [...backends].sort() };
}

function note(stacks: Map<string, string[]>, key: string | undefined, stack: string): void {
  if (key === undefined) return;
  const known = stacks.get(key);
  if (known) known.push(stack);
  else stacks.set(key, [stack]);
}

const WORDS: Readonly<Record<Status, string>> = {
  ok: "ok",
  note: "note",
  missing: "missing",
  "too-old": "too old",
  "not-set": "not set",
  broken: "broken",
};

function prettyText(lines: readonly Line[]): string {
  const widest = Math.max(...lines.map(({ name }) => name.length));
  const text = lines.map(({ status, name, message, repair }) => {
    const line = `${WORDS[status].padEnd(7)}  ${name.padEnd(widest)}  ${oneLine(message)}`;
    return repair === undefined ? line : `${line}\n${" ".repeat(widest + 11)}repair: ${oneLine(repair)}`;
  });
  return `${printableLines(text.join("\n"))}\n`;
}

/** The lines as data, for other programs. */
const jsonText = (checks: readonly Line[], ok: boolean): string =>
  `${JSON.stringify({ ok, checks }, null, 2)}\n`;
