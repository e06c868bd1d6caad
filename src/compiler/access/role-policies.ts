import type { ApplianceRole } from "../model";
import { MANAGED_POLICY } from "../policies/managed";
import type { Policy } from "../policies/policy";

/** All that the appliance role's own policies say: the inline one and the AWS managed one, where it has them. */
export const rolePermissions = ({ inline, managedPolicyArn }: ApplianceRole): Policy => ({
  statements: [
    ...(inline?.policy.statements ?? []),
    ...(managedPolicyArn === undefined ? [] : MANAGED_POLICY.statements),
  ],
});
