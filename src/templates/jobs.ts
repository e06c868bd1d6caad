import { createHash } from "node:crypto";
import { CloudformationStack } from "@cdktf/provider-aws/lib/cloudformation-stack";
import { DataResource } from "cdktf";
import {
  HASH_LENGTH,
  jobId,
  jobStackName,
  runContent,
  runRequest,
  templateBody,
  templateContent,
  thingArn,
} from "../compiler/job-requests";
import { appliancesIn } from "../compiler/stacks";
import { add, type Context } from "./parts";

/** The job templates of a Region. There is no aws_iot_job_template; CloudFormation has one. */
export function addJobTemplates(context: Context): void {
  const { jobs, tags } = context.model;
  for (const job of jobs) {
    if (job.region !== context.stack.region) continue;
    const id = jobId(job, hashOf(templateContent(job, tags)));
    add(context, CloudformationStack, job.address, {
      name: jobStackName(job),
      templateBody: templateBody(job, tags, id),
    });
  }
}

/**
 * The jobs that run on the things of this stack. A job is an event, not a state: Terraform remembers its id, and makes
 * another when document or targets change. Destroying leaves it to AWS IoT, which forgets it by itself.
 */
export function addJobRuns(context: Context): void {
  const { model, stack } = context;
  const here = appliancesIn(model, stack);
  for (const job of model.jobs) {
    if (!job.runs || job.region !== stack.region) continue;
    const targets = here.filter(({ name }) => job.appliances.includes(name));
    if (targets.length === 0) continue;
    const arns = targets.map(({ thingName }) => thingArn(stack.region, model.account, thingName));
    const id = jobId(job, hashOf(runContent(job, arns)));
    const run = add(context, DataResource, `run-${job.address}`, {
      dependsOn: targets.map(({ address }) => ({ fqn: `aws_iot_thing.${address}` })),
      provisioners: [
        {
          type: "local-exec",
          command: CREATE_JOB,
          interpreter: ["/bin/sh", "-euc"],
          environment: {
            AWS_PAGER: "",
            PANORAMA_JOB: runRequest(job, id, arns),
            PANORAMA_REGION: stack.region,
          },
        },
      ],
    });
    // The binding takes mappings only; Terraform takes any value.
    run.addOverride("triggers_replace", id);
  }
}

/**
 * A constant: what a spec says comes in through the environment, and --cli-input-json keeps the AWS CLI from reading
 * `file://` in it. A job of this id has this content, so one that is there already is success.
 */
const CREATE_JOB = [
  'if answer=$(aws iot create-job --region "$PANORAMA_REGION" --cli-input-json "$PANORAMA_JOB" --output json 2>&1)',
  `then printf '%s\\n' "$answer"`,
  "else case $answer in",
  "*'(ResourceAlreadyExistsException) when calling the CreateJob operation'*) echo 'This job was started before.' ;;",
  `*) printf '%s\\n' "$answer" >&2; exit 1 ;;`,
  "esac; fi",
].join("\n");

const hashOf = (content: string): string =>
  createHash("sha256").update(content).digest("hex").slice(0, HASH_LENGTH);
