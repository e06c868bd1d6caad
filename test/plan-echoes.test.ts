import { describe, expect, it } from "vitest";
import { driftIn } from "../src/compiler/plan-report/drift";
import { changeOf, stackOf } from "./support/plans";

// What other resources of ours set, or AWS counts up: the table of src/compiler/plan-report/drift.ts once more.

const ECHOES: readonly (readonly [type: string, names: string])[] = [
  ["aws_cloudformation_stack", "outputs"],
  ["aws_iam_role", "inline_policy managed_policy_arns"],
  ["aws_iot_policy", "default_version_id"],
  ["aws_iot_thing", "version"],
  ["aws_s3_access_point", "policy has_public_access_policy"],
  ["aws_s3_bucket", "policy server_side_encryption_configuration versioning"],
  ["aws_s3control_access_point_policy", "has_public_access_policy"],
  ["aws_secretsmanager_secret_version", "version_id version_stages"],
  ["aws_iam_role_policy", ""],
  ["aws_secretsmanager_secret", ""],
];
const ALL = [...new Set(ECHOES.flatMap(([, names]) => names.split(" ").filter(Boolean))), "tags", "acl"];

describe("drift: what is no change by hand", () => {
  it.each(ECHOES)("of %s: %s", (type, names) => {
    const address = `${type}.a`;
    const stack = stackOf({ resource: { [type]: { a: {} } } });
    const values = (text: string) => Object.fromEntries(ALL.map((name) => [name, text]));
    const change = changeOf({ address, type, before: values("1"), after: values("2") });
    const kept = driftIn([change], new Map(), stack).get(address)?.kept ?? [];
    expect(ALL.filter((name) => !kept.includes(name)).sort()).toEqual(
      names.split(" ").filter(Boolean).sort(),
    );
  });
});
