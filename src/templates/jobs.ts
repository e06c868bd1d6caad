import { CloudformationStack } from "@cdktf/provider-aws/lib/cloudformation-stack";
import {
  type JobRun,
  jobStackName,
  runAddress,
  runRequest,
  runsOf,
  templateBody,
} from "../compiler/job-requests";
import type { Job } from "../compiler/model";
import { addAwsCliEvent, needsAwsCli } from "./aws-cli";
import { add, type Context } from "./parts";

/** The job templates of a Region. There is no aws_iot_job_template; CloudFormation has one. */
export function addJobTemplates(context: Context): void {
  const { jobs, tags } = context.model;
  for (const job of jobs) {
    if (job.region !== context.stack.region) continue;
    add(context, CloudformationStack, job.address, {
      name: jobStackName(job),
      templateBody: templateBody(job, tags),
    });
  }
}

/**
 * The jobs that run on the things of this stack. A job is an event, not a state: Terraform remembers its id, and starts
 * another when document or targets change. Destroying leaves it to AWS IoT, which forgets it by itself.
 */
export function addJobRuns(context: Context): void {
  const { model, stack } = context;
  for (const job of model.jobs) {
    for (const run of runsOf(model, job)) if (run.stack === stack.name) addJobRun(context, job, run);
  }
}

function addJobRun(context: Context, job: Job, run: JobRun): void {
  addAwsCliEvent(context, runAddress(job), {
    command: CREATE_JOB,
    environment: { PANORAMA_JOB: runRequest(job, run), PANORAMA_REGION: job.region },
    triggers: job.ids?.runs[run.stack],
    dependsOn: run.appliances.map(({ address }) => `aws_iot_thing.${address}`),
  });
}

/**
 * A constant: what a spec says comes in through the environment, and --cli-input-json keeps the AWS CLI from reading
 * `file://` in it. A job of this id has this content, so one that is there already is success. That is told by how a
 * line starts, not by a word in it: an error may repeat the request, but that has no line breaks. Since 2026 the AWS CLI
 * puts its name in front of its errors: https://github.com/aws/aws-cli/pull/10094
 */
const CREATE_JOB = `\
${needsAwsCli("for run: once")}
if answer=$(aws iot create-job --region "$PANORAMA_REGION" --cli-input-json "$PANORAMA_JOB" --output json 2>&1)
then printf '%s\\n' "$answer"; exit 0
fi
line='
'
there='An error occurred (ResourceAlreadyExistsException) when calling the CreateJob operation'
case $line$answer in
*"$line$there"* | *"$line""aws: [ERROR]: $there"*) echo 'This job was started before.' ;;
*) printf '%s\\n' "$answer" >&2; exit 1 ;;
esac`;
