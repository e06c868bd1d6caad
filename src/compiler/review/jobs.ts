import { type JobRun, runsOf } from "../job-requests";
import type { Job, Model } from "../model";
import { counted, listed, printable } from "../text";
import { codeSpan, shortened } from "./code-span";

/** How many appliances are named, and how many lines of a document shown: a pull request's page has an end. */
const MOST_NAMES = 10;
const MOST_LINES = 40;
const MOST_STARTS = 50;

/** What the jobs do and to whom; before all, what applying starts. */
export function jobsSection(model: Model): string[] {
  if (model.jobs.length === 0) return [];
  return ["## Jobs", ...startText(model), ...model.jobs.flatMap((job) => jobText(job, model))];
}

function startText(model: Model): string[] {
  const starts = model.jobs.flatMap((job) => runsOf(model, job).map((run) => ({ job, run })));
  if (starts.length === 0)
    return ["Applying **starts none of them**: these are templates, which do nothing by themselves."];
  return [
    `**Applying starts ${counted(starts.length, "job")}** with the AWS CLI, unless ${starts.length === 1 ? "it was" : "they were"} started before:`,
    [
      ...starts.slice(0, MOST_STARTS).map(({ job, run }) => startLine(job, run)),
      ...(starts.length > MOST_STARTS ? [`- and ${starts.length - MOST_STARTS} more`] : []),
    ].join("\n"),
    "A new document or other targets make a new id, which starts again; an id that has been started never does. Terraform stops and deletes no job that was started.",
  ];
}

const startLine = ({ ids }: Job, { stack, targets }: JobRun): string =>
  `- \`${stack}\` starts \`${ids?.runs[stack]}\` on ${counted(targets.length, "thing")}`;

function jobText(job: Job, model: Model): string[] {
  const start = job.runs ? "starts when applied" : "starts nothing";
  return [
    `### ${job.name}`,
    [
      `- ${codeSpan(job.description)} (${start})`,
      `- For ${targetText(job)}${retiredText(job, model)}`,
      `- Template \`${job.ids?.template}\` in ${job.region}`,
      `- Document${job.document.from === "file" ? `, from ${codeSpan(job.document.file)}` : ""}:`,
    ].join("\n"),
    documentText(job.document.text ?? ""),
  ];
}

function targetText({ targets, appliances, region }: Job): string {
  const names = appliances.length > MOST_NAMES ? "" : `: ${listed(appliances.map((name) => codeSpan(name)))}`;
  if (targets.by === "all") return `every appliance in ${region} (${appliances.length})${names}`;
  const sites =
    targets.by === "sites" ? ` at ${listed([...targets.names].sort().map((name) => codeSpan(name)))}` : "";
  return `${counted(appliances.length, "appliance")}${sites} in ${region}${names}`;
}

/** Retired things stay targets: without them the targets would be others, for which `run: once` starts again. */
function retiredText(job: Job, { appliances }: Model): string {
  const names = new Set(job.appliances);
  const retired = appliances.filter(({ name, region, state }) => {
    return state === "retired" && region === job.region && names.has(name);
  });
  return retired.length > 0 ? ` (${retired.length} of them retired)` : "";
}

function documentText(text: string): string {
  const lines = printable(JSON.stringify(JSON.parse(text), null, 2)).split("\n");
  const more = lines.length - MOST_LINES;
  const shown = lines.slice(0, MOST_LINES).map(shortened);
  const whole = more <= 0 && shown.every((line, index) => line === lines[index]);
  const rest = more > 0 ? [`… and ${counted(more, "more line")}`] : [];
  return [`\`\`\`${whole ? "json" : "text"}`, ...shown, ...rest, "```"].join("\n");
}
