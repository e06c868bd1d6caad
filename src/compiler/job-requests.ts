import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import { canonicalJson } from "./canonical-json";
import type { Appliance, Job, Model } from "./model";
import { stackNameOf } from "./stacks";
import { groupedBy } from "./values";

type Tags = Model["tags"];

/** What a job starts in one stack. */
export interface JobRun {
  readonly stack: string;
  /** Sorted by name. */
  readonly appliances: readonly Appliance[];
  /** ARNs of their things, sorted. */
  readonly targets: readonly string[];
}

/** Made once for a model and job: a fleet has thousands of appliances in hundreds of stacks. */
const madeRuns = new WeakMap<Model, Map<Job, readonly JobRun[]>>();

/** One run in each stack that holds some of the appliances that a job is for. */
export function runsOf(model: Model, job: Job): readonly JobRun[] {
  const ofModel = madeRuns.get(model) ?? new Map<Job, readonly JobRun[]>();
  madeRuns.set(model, ofModel);
  const runs = ofModel.get(job) ?? makeRuns(model, job);
  ofModel.set(job, runs);
  return runs;
}

function makeRuns(model: Model, job: Job): JobRun[] {
  if (!job.runs) return [];
  const names = new Set(job.appliances);
  const its = model.appliances.filter(({ name, region }) => region === job.region && names.has(name));
  const byStack = groupedBy(its, (appliance) => stackNameOf(model, appliance));
  return [...byStack]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([stack, appliances]) => {
      const arns = appliances.map(({ thingName }) => thingArn(job.region, model.account, thingName));
      return { stack, appliances, targets: arns.sort() };
    });
}

/** The model with the ids of every job whose document is known. */
export function withJobIds(model: Model): Model {
  if (model.jobs.length === 0) return model;
  const jobs = model.jobs.map((job): Job => {
    const { text } = job.document;
    if (text === undefined) return job;
    const idOf = runIds(job, text);
    const runs = runsOf(model, job).map(({ stack, targets }) => [stack, idOf(targets)]);
    return {
      ...job,
      ids: { template: templateId(job, text, model.tags), runs: Object.fromEntries(runs) },
    };
  });
  return { ...model, jobs };
}

/**
 * A template's id follows all that it holds, since none of it can be changed in place.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iot-jobtemplate.html
 */
const templateId = (job: Job, document: string, tags: Tags): string =>
  jobId(job, begun(canonicalJson({ description: job.description, document, tags })));

/**
 * A run's id follows what is done, and by which things: a new description or other tags run nothing again. It is of the
 * canonical JSON of both, of which the document comes first: that is hashed once for all of a job's runs.
 */
function runIds(job: Job, document: string): (targets: readonly string[]) => string {
  const start = begun(`{"document":${canonicalJson(document)},"targets":`);
  return (targets) => jobId(job, start.clone().update(utf8(`${canonicalJson(targets)}}`)));
}

/** How many hexadecimal digits of a hash stand in an id. */
const HASH_LENGTH = 10;

/** An id within the 64 characters that AWS IoT takes, under the prefix that the service-linked role reaches. */
const jobId = ({ name }: Job, hash: Hash): string =>
  `panorama-${name}-${bytesToHex(hash.digest()).slice(0, HASH_LENGTH)}`;

type Hash = ReturnType<typeof sha256.create>;

/** The SHA-256 of what starts so. Node takes longer to load its own than this takes for what most specs have of it. */
const begun = (text: string): Hash => sha256.create().update(utf8(text));

const utf8 = (text: string): Uint8Array => Buffer.from(text);

/** The CloudFormation stack's name: letters, digits and hyphens, starting with a letter. */
export const jobStackName = (job: Job): string => `panorama-job-${job.name}`;

/** The address of what starts a job, beside those of its things. */
export const runAddress = ({ address }: Pick<Job, "address">): string => `run-${address}`;

/**
 * The CloudFormation template that makes the job's template: YAML, which the provider leaves as it is and Terraform
 * shows line by line. In ASCII, since CloudFormation gives everything else back as `?`, a difference in every plan:
 * https://github.com/aws-cloudformation/cloudformation-coverage-roadmap/issues/1220
 */
export function templateBody(job: Job, tags: Tags): string {
  const sorted = Object.entries(tags).sort(([a], [b]) => (a < b ? -1 : 1));
  return [
    'AWSTemplateFormatVersion: "2010-09-09"',
    "Resources:",
    "  JobTemplate:",
    "    Type: AWS::IoT::JobTemplate",
    "    Properties:",
    `      JobTemplateId: ${yamlString(known(job.ids).template)}`,
    `      Description: ${yamlString(job.description)}`,
    `      Document: ${yamlString(known(job.document.text))}`,
    "      Tags:",
    ...sorted.flatMap(([key, value]) => [
      `        - Key: ${yamlString(key)}`,
      `          Value: ${yamlString(value)}`,
    ]),
    "",
  ].join("\n");
}

/**
 * The input of `aws iot create-job`, in ASCII, which no shell's locale changes. Without tags: nothing would keep them
 * as the spec has them, since a job is never changed.
 * https://docs.aws.amazon.com/iot/latest/apireference/API_CreateJob.html
 */
export const runRequest = (job: Job, { stack, targets }: JobRun): string =>
  canonicalJson({
    jobId: known(known(job.ids).runs[stack]),
    description: job.description,
    document: known(job.document.text),
    targetSelection: "SNAPSHOT",
    targets,
  }).replace(/[^ -~]/g, (unit) => `\\u${hex(unit.charCodeAt(0), 4)}`);

/** A string as YAML and in ASCII. YAML has JSON's escapes, but no surrogate pairs. */
const yamlString = (text: string): string =>
  JSON.stringify(text).replace(/[^ -~]/gu, (character) => {
    const code = character.codePointAt(0) ?? 0;
    return code > 0xffff ? `\\U${hex(code, 8)}` : `\\u${hex(code, 4)}`;
  });

const hex = (code: number, digits: number): string => code.toString(16).padStart(digits, "0");

function known<T>(value: T | undefined): T {
  if (value === undefined) throw new Error("a job's document was not read");
  return value;
}

export const thingArn = (region: string, account: string, thingName: string): string =>
  `arn:aws:iot:${region}:${account}:thing/${thingName}`;
