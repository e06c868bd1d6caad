import type { StackConfig } from "./stack";
import { ofType, type Subject } from "./subject";
import { certificatesOf, iotPolicyOf } from "./subjects/iot";
import { commandsOf, strangersOf } from "./subjects/others";
import { permissionsOf, trustOf } from "./subjects/roles";
import { accessPointOf, bucketOf } from "./subjects/storage";

/** Everything in some stacks that lets somebody in. */
export function subjectsOf(stacks: readonly StackConfig[]): Subject[] {
  return stacks.flatMap((stack) => {
    const known = knownOf(stack);
    return [...known, ...strangersOf(stack, known)];
  });
}

const knownOf = (stack: StackConfig): Subject[] => [
  ...ofType(stack, "aws_iam_role").flatMap((role) => [trustOf(stack, role), permissionsOf(stack, role)]),
  ...ofType(stack, "aws_iot_policy").map((policy) => iotPolicyOf(stack, policy)),
  ...certificatesOf(stack),
  ...ofType(stack, "aws_s3_access_point").map((point) => accessPointOf(stack, point)),
  ...ofType(stack, "aws_s3_bucket").map((bucket) => bucketOf(stack, bucket)),
  ...commandsOf(stack),
];
