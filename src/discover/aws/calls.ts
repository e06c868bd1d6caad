import {
  ListStackResourcesCommand,
  type ListStackResourcesCommandInput as ListStackResourcesInput,
  ListStacksCommand,
  type ListStacksCommandInput as ListStacksInput,
} from "@aws-sdk/client-cloudformation";
import {
  GetRoleCommand,
  type GetRoleCommandInput as GetRoleInput,
  GetRolePolicyCommand,
  type GetRolePolicyCommandInput as GetRolePolicyInput,
  ListAttachedRolePoliciesCommand,
  type ListAttachedRolePoliciesCommandInput as ListAttachedRolePoliciesInput,
  ListRolePoliciesCommand,
  type ListRolePoliciesCommandInput as ListRolePoliciesInput,
} from "@aws-sdk/client-iam";
import {
  GetPolicyCommand,
  type GetPolicyCommandInput as GetPolicyInput,
  ListAttachedPoliciesCommand,
  type ListAttachedPoliciesCommandInput as ListAttachedPoliciesInput,
  ListCertificatesCommand,
  type ListCertificatesCommandInput as ListCertificatesInput,
  ListJobTemplatesCommand,
  type ListJobTemplatesCommandInput as ListJobTemplatesInput,
  ListPoliciesCommand,
  type ListPoliciesCommandInput as ListPoliciesInput,
  ListPrincipalThingsCommand,
  type ListPrincipalThingsCommandInput as ListPrincipalThingsInput,
  ListTargetsForPolicyCommand,
  type ListTargetsForPolicyCommandInput as ListTargetsForPolicyInput,
  ListThingPrincipalsCommand,
  type ListThingPrincipalsCommandInput as ListThingPrincipalsInput,
  ListThingsCommand,
  type ListThingsCommandInput as ListThingsInput,
  ListThingTypesCommand,
  type ListThingTypesCommandInput as ListThingTypesInput,
} from "@aws-sdk/client-iot";
import {
  GetAccessPointCommand,
  type GetAccessPointCommandInput as GetAccessPointInput,
  GetAccessPointPolicyCommand,
  type GetAccessPointPolicyCommandInput as GetAccessPointPolicyInput,
  ListAccessPointsCommand,
  type ListAccessPointsCommandInput as ListAccessPointsInput,
} from "@aws-sdk/client-s3-control";
import {
  ListSecretsCommand,
  type ListSecretsCommandInput as ListSecretsInput,
} from "@aws-sdk/client-secrets-manager";
import { GetCallerIdentityCommand, type GetCallerIdentityCommandInput } from "@aws-sdk/client-sts";
import type { Clients } from "./clients";

/** One call of the AWS API, and the permission that it needs. */
export interface Call<Input, Output> {
  /** As IAM policies name it; undefined for what needs no permission. */
  readonly action: string | undefined;
  readonly send: (clients: Clients, input: Input) => Promise<Output>;
}

const call = <Input, Output>(
  action: string | undefined,
  send: Call<Input, Output>["send"],
): Call<Input, Output> => ({ action, send });

/**
 * Every call that discover can make, and all of them read: nothing else of the source knows the SDK's commands.
 * docs/discover-policy.json lists the same actions, which a test compares.
 */
export const calls = {
  whoAmI: call(undefined, ({ sts }, input: GetCallerIdentityCommandInput) =>
    sts.send(new GetCallerIdentityCommand(input)),
  ),

  getRole: call("iam:GetRole", ({ iam }, input: GetRoleInput) => iam.send(new GetRoleCommand(input))),
  listAttachedRolePolicies: call(
    "iam:ListAttachedRolePolicies",
    ({ iam }, input: ListAttachedRolePoliciesInput) => iam.send(new ListAttachedRolePoliciesCommand(input)),
  ),
  listRolePolicies: call("iam:ListRolePolicies", ({ iam }, input: ListRolePoliciesInput) =>
    iam.send(new ListRolePoliciesCommand(input)),
  ),
  getRolePolicy: call("iam:GetRolePolicy", ({ iam }, input: GetRolePolicyInput) =>
    iam.send(new GetRolePolicyCommand(input)),
  ),

  listThings: call("iot:ListThings", ({ iot }, input: ListThingsInput) =>
    iot.send(new ListThingsCommand(input)),
  ),
  listThingTypes: call("iot:ListThingTypes", ({ iot }, input: ListThingTypesInput) =>
    iot.send(new ListThingTypesCommand(input)),
  ),
  listThingPrincipals: call("iot:ListThingPrincipals", ({ iot }, input: ListThingPrincipalsInput) =>
    iot.send(new ListThingPrincipalsCommand(input)),
  ),
  listPrincipalThings: call("iot:ListPrincipalThings", ({ iot }, input: ListPrincipalThingsInput) =>
    iot.send(new ListPrincipalThingsCommand(input)),
  ),
  listCertificates: call("iot:ListCertificates", ({ iot }, input: ListCertificatesInput) =>
    iot.send(new ListCertificatesCommand(input)),
  ),
  listAttachedPolicies: call("iot:ListAttachedPolicies", ({ iot }, input: ListAttachedPoliciesInput) =>
    iot.send(new ListAttachedPoliciesCommand(input)),
  ),
  listPolicies: call("iot:ListPolicies", ({ iot }, input: ListPoliciesInput) =>
    iot.send(new ListPoliciesCommand(input)),
  ),
  getPolicy: call("iot:GetPolicy", ({ iot }, input: GetPolicyInput) => iot.send(new GetPolicyCommand(input))),
  listTargetsForPolicy: call("iot:ListTargetsForPolicy", ({ iot }, input: ListTargetsForPolicyInput) =>
    iot.send(new ListTargetsForPolicyCommand(input)),
  ),
  listJobTemplates: call("iot:ListJobTemplates", ({ iot }, input: ListJobTemplatesInput) =>
    iot.send(new ListJobTemplatesCommand(input)),
  ),

  listAccessPoints: call("s3:ListAccessPoints", ({ s3Control }, input: ListAccessPointsInput) =>
    s3Control.send(new ListAccessPointsCommand(input)),
  ),
  getAccessPoint: call("s3:GetAccessPoint", ({ s3Control }, input: GetAccessPointInput) =>
    s3Control.send(new GetAccessPointCommand(input)),
  ),
  getAccessPointPolicy: call("s3:GetAccessPointPolicy", ({ s3Control }, input: GetAccessPointPolicyInput) =>
    s3Control.send(new GetAccessPointPolicyCommand(input)),
  ),

  listSecrets: call("secretsmanager:ListSecrets", ({ secretsManager }, input: ListSecretsInput) =>
    secretsManager.send(new ListSecretsCommand(input)),
  ),

  listStacks: call("cloudformation:ListStacks", ({ cloudFormation }, input: ListStacksInput) =>
    cloudFormation.send(new ListStacksCommand(input)),
  ),
  listStackResources: call(
    "cloudformation:ListStackResources",
    ({ cloudFormation }, input: ListStackResourcesInput) =>
      cloudFormation.send(new ListStackResourcesCommand(input)),
  ),
} as const;

/** The permissions that discover asks for, sorted. */
export const ACTIONS: readonly string[] = Object.values(calls)
  .flatMap(({ action }) => action ?? [])
  .sort();
