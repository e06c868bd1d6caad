import { canonicalJson } from "./canonical-json";
import type { Job } from "./model";

/** How many hexadecimal digits of a hash stand in the ids of templates and jobs. */
export const HASH_LENGTH = 10;

/** An id within the 64 characters that AWS IoT takes, under the prefix that the service-linked role reaches. */
export const jobId = (job: Job, hash: string): string => `panorama-${job.name}-${hash}`;

/** The CloudFormation stack's name: letters, digits and hyphens, starting with a letter. */
export const jobStackName = (job: Job): string => `panorama-job-${job.name}`;

const textOf = ({ document }: Job): string => {
  if (document.text === undefined) throw new Error("a job's document was not read");
  return document.text;
};

/**
 * What a template's id follows: all that it holds, since no property of a template can be changed in place.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iot-jobtemplate.html
 */
export const templateContent = (job: Job, tags: Readonly<Record<string, string>>): string =>
  canonicalJson({ description: job.description, document: textOf(job), tags });

/** The CloudFormation template that makes the job's template. At most 51,200 bytes. */
export function templateBody(job: Job, tags: Readonly<Record<string, string>>, id: string): string {
  const properties = {
    JobTemplateId: id,
    Description: job.description,
    Document: textOf(job),
    Tags: Object.entries(tags)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([Key, Value]) => ({ Key, Value })),
  };
  return canonicalJson({
    AWSTemplateFormatVersion: "2010-09-09",
    Resources: { JobTemplate: { Type: "AWS::IoT::JobTemplate", Properties: properties } },
  });
}

/** What a run's id follows: what is done, and by which things. A new description or other tags run nothing again. */
export const runContent = (job: Job, targets: readonly string[]): string =>
  canonicalJson({ document: textOf(job), targets: [...targets].sort() });

/** The input of `aws iot create-job`: https://docs.aws.amazon.com/iot/latest/apireference/API_CreateJob.html */
export const runRequest = (job: Job, id: string, targets: readonly string[]): string =>
  canonicalJson({
    jobId: id,
    description: job.description,
    document: textOf(job),
    targetSelection: "SNAPSHOT",
    targets: [...targets].sort(),
  });

export const thingArn = (region: string, account: string, thingName: string): string =>
  `arn:aws:iot:${region}:${account}:thing/${thingName}`;
