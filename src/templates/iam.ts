import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePoliciesExclusive } from "@cdktf/provider-aws/lib/iam-role-policies-exclusive";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import { IamRolePolicyAttachmentsExclusive } from "@cdktf/provider-aws/lib/iam-role-policy-attachments-exclusive";
import { IamServiceLinkedRole } from "@cdktf/provider-aws/lib/iam-service-linked-role";
import type { ApplianceRole, Origin } from "../compiler/model";
import { PANORAMA } from "../compiler/policies/trust";
import { add, addImport, addOutput, type Context, ignoring, reference } from "./parts";
import { addPolicy } from "./policy-document";

/** The two service roles: everything global of an account. */
export function addIam(context: Context): void {
  addApplianceRole(context);
  const { serviceLinked } = context.model.roles;
  if (serviceLinked !== "omit") addServiceLinkedRole(context, serviceLinked);
}

/** AWS made the description of one that is adopted, and keeps it. */
function addServiceLinkedRole(context: Context, source: Origin): void {
  const adopted = source === "import";
  const role = add(context, IamServiceLinkedRole, "panorama", {
    awsServiceName: PANORAMA,
    ...(adopted && ignoring("description")),
  });
  if (adopted) addImport(context, role, serviceLinkedRoleArn(context.model.account));
  addOutput(context, "service_linked_role_arn", reference(role, "arn"));
}

function addApplianceRole(context: Context): void {
  const spec = context.model.roles.appliance;
  const adopted = spec.source === "import";
  const { permissionsBoundary } = spec;
  const role = add(context, IamRole, "appliance", {
    name: spec.name,
    path: spec.path,
    description: spec.description,
    assumeRolePolicy: addPolicy(context, "appliance-role-trust", spec.trust.policy),
    ...(permissionsBoundary !== undefined && { permissionsBoundary }),
    ...(adopted && permissionsBoundary === undefined && ignoring("permissions_boundary")),
  });
  if (adopted) addImport(context, role, spec.name);
  addManagedPolicy(context, role, spec);
  addInlinePolicy(context, role, spec);
  addOutput(context, "appliance_role_arn", reference(role, "arn"));
}

/**
 * The managed policy, or none; in either case nothing else may be attached. The reference makes Terraform attach before
 * it looks. The list of an adopted role is adopted too, so that the plan shows what is taken away.
 */
function addManagedPolicy(context: Context, role: IamRole, spec: ApplianceRole): void {
  const { managedPolicyArn } = spec;
  const policyArns =
    managedPolicyArn === undefined ? [] : [attachedPolicy(context, role, spec, managedPolicyArn)];
  const list = add(context, IamRolePolicyAttachmentsExclusive, "appliance", {
    roleName: reference(role, "name"),
    policyArns,
  });
  if (spec.source === "import") addImport(context, list, spec.name);
}

function attachedPolicy(context: Context, role: IamRole, spec: ApplianceRole, policyArn: string): string {
  const attachment = add(context, IamRolePolicyAttachment, "appliance-managed", {
    role: reference(role, "name"),
    policyArn,
  });
  if (spec.source === "import") addImport(context, attachment, `${spec.name}/${policyArn}`);
  return reference(attachment, "policyArn");
}

type Inline = ApplianceRole["inline"];

/** The inline policy, or none; in either case there may be no other. Writing it overwrites one of its name. */
function addInlinePolicy(context: Context, role: IamRole, { inline, source, name }: ApplianceRole): void {
  const policyNames = inline === undefined ? [] : [reference(addInlineText(context, role, inline), "name")];
  const list = add(context, IamRolePoliciesExclusive, "appliance", {
    roleName: reference(role, "name"),
    policyNames,
  });
  if (source === "import") addImport(context, list, name);
}

function addInlineText(
  context: Context,
  role: IamRole,
  { name, policy }: NonNullable<Inline>,
): IamRolePolicy {
  const text = addPolicy(context, "appliance-role-permissions", policy);
  return add(context, IamRolePolicy, "appliance-permissions", {
    name,
    role: reference(role, "name"),
    policy: text,
  });
}

/** https://docs.aws.amazon.com/panorama/latest/dev/using-service-linked-roles.html */
const serviceLinkedRoleArn = (account: string): string =>
  `arn:aws:iam::${account}:role/aws-service-role/${PANORAMA}/AWSServiceRoleForAWSPanorama`;
