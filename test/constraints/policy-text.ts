/** A statement of `aws_iam_policy_document`, in Terraform's JSON. */
export interface StatementJson {
  readonly sid?: string;
  readonly effect: string;
  readonly actions?: readonly string[];
  readonly not_actions?: readonly string[];
  readonly resources?: readonly string[];
  readonly not_resources?: readonly string[];
  readonly principals?: readonly { readonly type: string; readonly identifiers: readonly string[] }[];
  readonly condition?: readonly {
    readonly test: string;
    readonly variable: string;
    readonly values: readonly string[];
  }[];
}

/**
 * The data source's `minified_json`, written from its documentation: no white space, a single value without a list.
 * https://registry.terraform.io/providers/hashicorp/aws/latest/docs/data-sources/iam_policy_document
 */
export function policyText(
  statements: readonly StatementJson[],
  unescaped: (text: string) => string,
): string {
  const document = { Statement: statements.map(statementOf), Version: "2012-10-17" };
  return JSON.stringify(document, (_, value) => (typeof value === "string" ? unescaped(value) : value));
}

function statementOf(statement: StatementJson): object {
  const { sid, effect, actions, not_actions, resources, not_resources, principals, condition } = statement;
  const conditions: Record<string, Record<string, unknown>> = {};
  for (const { test, variable, values } of condition ?? [])
    conditions[test] = { ...conditions[test], [variable]: plain(values) };
  return {
    Action: plain(actions),
    Condition: condition && conditions,
    Effect: effect,
    NotAction: plain(not_actions),
    NotResource: plain(not_resources),
    Principal: principals && Object.fromEntries(principals.map((p) => [p.type, plain(p.identifiers)])),
    Resource: plain(resources),
    Sid: sid,
  };
}

const plain = (values: readonly string[] | undefined): unknown => (values?.length === 1 ? values[0] : values);
