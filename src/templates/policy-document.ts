import {
  DataAwsIamPolicyDocument,
  type DataAwsIamPolicyDocumentStatement,
} from "@cdktf/provider-aws/lib/data-aws-iam-policy-document";
import type { Policy, Statement } from "../compiler/policies/policy";
import { add, type Context, reference } from "./parts";

/** Adds a policy as a data source, which shows its statements line by line, and gives the reference to its JSON. */
export function addPolicy(context: Context, address: string, policy: Policy): string {
  const document = add(context, DataAwsIamPolicyDocument, address, {
    statement: policy.statements.map(statementOf),
  });
  // Minified, since quotas are counted in characters: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/data-sources/iam_policy_document
  return reference(document, "minifiedJson");
}

function statementOf(statement: Statement): DataAwsIamPolicyDocumentStatement {
  refuseVariables(statement);
  return {
    ...(statement.sid !== undefined && { sid: statement.sid }),
    effect: statement.effect,
    ...(statement.principals && {
      principals: statement.principals.map(({ type, identifiers }) => ({
        type,
        identifiers: [...identifiers],
      })),
    }),
    ...(statement.actions && { actions: sorted(statement.actions) }),
    ...(statement.notActions && { notActions: sorted(statement.notActions) }),
    ...(statement.resources && { resources: sorted(statement.resources) }),
    ...(statement.notResources && { notResources: sorted(statement.notResources) }),
    ...(statement.conditions && {
      condition: statement.conditions.map(({ test, variable, values }) => ({
        test,
        variable,
        values: sorted(values),
      })),
    }),
  };
}

const sorted = (values: readonly string[]): string[] => [...values].sort();

/** The data source turns `&{…}` into `${…}`, for which it knows no escape; no policy of ours may contain it. */
function refuseVariables(statement: Statement): void {
  if (JSON.stringify(statement).includes("&{")) throw new Error("a policy statement contains &{");
}
