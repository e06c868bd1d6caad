import { atKey, atValue, type Finding, finding, type Place } from "../finding";
import type { Model } from "../model";
import { quoted } from "../text";
import { flow } from "../validate/schema";
import { isWritten, type Tree } from "../yaml/tree";
import { previousKinds } from "./kinds";
import { argumentOf, type PreviousStack } from "./stacks";

const ROLE = "aws_iam_role.appliance";

/** What the spec asks of the appliance role and can't have of the role that the last output has. */
export function changedRole(model: Model, tree: Tree, previous: readonly PreviousStack[]): Finding[] {
  const iam = previous.find(({ name }) => name === `${model.document}-iam`);
  return iam === undefined ? [] : [...pathChanges(model, iam), ...notAttached(model, tree, iam)];
}

/** IAM can't move a role: Terraform replaces it. A warning, since it may be the repair of a path that was assumed. */
function pathChanges({ roles: { appliance: role } }: Model, iam: PreviousStack): Finding[] {
  const before = argumentOf(iam, "aws_iam_role", "appliance", "path");
  if (before === undefined || before === role.path) return [];
  const message = `the path of ${role.name} is ${quoted(before)} in the last output and ${quoted(role.path)} here; IAM can't change it: applying would destroy the role and make another, and no appliance can assume it in between`;
  const help = [
    `write path: ${flow(before)}`,
    role.source === "import"
      ? "if the role in AWS has the new path, and the last output was not applied, this is right: the plan then imports the role and replaces nothing"
      : `if the new path is meant: the role's ARN becomes ${role.arn}; change what names the old one elsewhere, and apply every stack, since policies of the others name it too`,
  ].join("\n");
  return [finding(previousKinds.rolePath, atValue("roles", "appliance", "path"), message, { help })];
}

/** Terraform can't import an attachment that is not there, and this role had none by the last output. */
function notAttached({ roles: { appliance: role } }: Model, tree: Tree, iam: PreviousStack): Finding[] {
  const arn = role.managedPolicyArn;
  const wasAdopted = iam.imported.includes(ROLE);
  const had = iam.resources.aws_iam_role_policy_attachment?.["appliance-managed"] !== undefined;
  if (arn === undefined || role.source !== "import" || !wasAdopted || had) return [];
  const message = `the adopted ${role.name} gets the AWS managed policy, which the last output took away from it; Terraform can't import an attachment that is not there, and its plan would fail`;
  const help = [
    "before planning, attach it:",
    `  aws iam attach-role-policy --role-name ${role.name} --policy-arn ${arn}`,
  ].join("\n");
  return [finding(previousKinds.notAttached, permissionsPlace(tree), message, { help })];
}

/** What is said of the permissions, or what they follow from. */
function permissionsPlace(tree: Tree): Place {
  const permissions = ["roles", "appliance", "permissions"];
  return isWritten(tree, permissions) ? atValue(...permissions) : atKey("strictness");
}
