import type { Stack } from "../account";
import { type Asker, allOf, gently } from "../aws/asker";
import { calls } from "../aws/calls";

const JOB_TEMPLATE = "AWS::IoT::JobTemplate";
const JOB_STACK = /^panorama-job-/;

/** CloudFormation stacks with resources of Panorama's, and those of this compiler's jobs. */
export async function readStacks(asker: Asker): Promise<Stack[]> {
  const found = await allOf(asker, calls.listStacks, {}, ({ StackSummaries, NextToken }) => ({
    items: StackSummaries,
    next: NextToken === undefined ? undefined : { NextToken },
  }));
  if (found === "unseen") return [];
  const names = found
    .filter(({ StackStatus }) => StackStatus !== "DELETE_COMPLETE")
    .flatMap(({ StackName }) => StackName ?? []);
  const stacks = await gently(
    names,
    async (name) => ({ name, types: await typesIn(asker, name) }),
    (done) => asker.say(`the resources of ${done} of ${names.length} CloudFormation stacks`),
  );
  return stacks.filter(({ name, types }) => types.length > 0 || JOB_STACK.test(name));
}

async function typesIn(asker: Asker, StackName: string): Promise<string[]> {
  const found = await allOf(asker, calls.listStackResources, { StackName }, (output) => ({
    items: output.StackResourceSummaries,
    next: output.NextToken === undefined ? undefined : { NextToken: output.NextToken },
  }));
  const types = found === "unseen" ? [] : found.flatMap(({ ResourceType }) => ResourceType ?? []);
  const isOurs = (type: string) =>
    type.startsWith("AWS::Panorama::") || (type === JOB_TEMPLATE && JOB_STACK.test(StackName));
  return [...new Set(types.filter(isOurs))].sort();
}
