import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePoliciesExclusive } from "@cdktf/provider-aws/lib/iam-role-policies-exclusive";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import { IamRolePolicyAttachmentsExclusive } from "@cdktf/provider-aws/lib/iam-role-policy-attachments-exclusive";
import { IamServiceLinkedRole } from "@cdktf/provider-aws/lib/iam-service-linked-role";
import { PANORAMA } from "../compiler/policies/trust";
import { add, addOutput, type Context } from "./parts";
import { addPolicy } from "./policy-document";

/** The two service roles: everything global of an account. */
export function addIam(context: Context): void {
  addApplianceRole(context);
  if (context.model.roles.serviceLinked) addServiceLinkedRole(context);
}

function addServiceLinkedRole(context: Context): void {
  const role = add(context, IamServiceLinkedRole, "panorama", { awsServiceName: PANORAMA });
  addOutput(context, "service_linked_role_arn", role.arn);
}

function addApplianceRole(context: Context): void {
  const spec = context.model.roles.appliance;
  const role = add(context, IamRole, "appliance", {
    name: spec.name,
    path: spec.path,
    description: spec.description,
    assumeRolePolicy: addPolicy(context, "appliance-role-trust", spec.trust.policy),
    ...(spec.permissionsBoundary !== undefined && { permissionsBoundary: spec.permissionsBoundary }),
  });
  addManagedPolicy(context, role, spec.managedPolicyArn);
  addInlinePolicy(context, role, spec.inline);
  addOutput(context, "appliance_role_arn", role.arn);
}

/** The managed policy, or none; in either case nothing else may be attached. The reference makes Terraform attach before it looks. */
function addManagedPolicy(context: Context, role: IamRole, policyArn: string | undefined): void {
  const attached =
    policyArn === undefined
      ? []
      : [
          add(context, IamRolePolicyAttachment, "appliance-managed", { role: role.name, policyArn })
            .policyArn,
        ];
  add(context, IamRolePolicyAttachmentsExclusive, "appliance", { roleName: role.name, policyArns: attached });
}

type Inline = Context["model"]["roles"]["appliance"]["inline"];

/** The inline policy, or none; in either case there may be no other. */
function addInlinePolicy(context: Context, role: IamRole, inline: Inline): void {
  const names = inline === undefined ? [] : [addInlineText(context, role, inline).name];
  add(context, IamRolePoliciesExclusive, "appliance", { roleName: role.name, policyNames: names });
}

function addInlineText(
  context: Context,
  role: IamRole,
  { name, policy }: NonNullable<Inline>,
): IamRolePolicy {
  const text = addPolicy(context, "appliance-role-permissions", policy);
  return add(context, IamRolePolicy, "appliance-permissions", { name, role: role.name, policy: text });
}
