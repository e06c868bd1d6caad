import { atEntries, type FindingKind, finding } from "../finding";
import { inFileOrder } from "../model";
import type { Check } from "../rule";
import { namesOf } from "../text";

const kind: FindingKind = {
  code: "job-runs-remotely",
  severity: "info",
  summary:
    "A job with `run: once` needs the AWS CLI where Terraform runs, which a workspace may have elsewhere.",
};

/**
 * Not a warning: whether a workspace runs Terraform itself is its own setting, which no line of a spec answers.
 * "The operating system and other software installed on the worker VMs is an internal implementation detail".
 * https://developer.hashicorp.com/terraform/cloud-docs/run/run-environment
 */
export const jobRunsRemotely: Check = {
  kind,
  run({ model: { backend, jobs } }) {
    const run = inFileOrder(jobs.filter(({ runs }) => runs));
    if (run.length === 0 || (backend.type !== "remote" && backend.type !== "cloud")) return [];
    const message = `${run.length === 1 ? "the job" : "the jobs"} ${namesOf(run)} ${run.length === 1 ? "needs" : "need"} ${NEED}`;
    const help = "set the workspaces to local execution, or to an agent that has the AWS CLI";
    return [finding(kind, atEntries(run, "run"), message, { help })];
  },
};

const NEED = "the AWS CLI where Terraform runs, which remote workers are not documented to have";
