import { describe, expect, it } from "vitest";
import { isAllowed, isOurType } from "../src/compiler/plan-report/allowed";

// The attributes whose values a report may show: the table of src/compiler/plan-report/allowed.ts once more, by type, so
// that nothing comes to it unseen.

const SHOWN: readonly (readonly [type: string, attributes: string])[] = [
  ["aws_cloudformation_stack", "name"],
  ["aws_iam_role", "name path permissions_boundary max_session_duration assume_role_policy"],
  ["aws_iam_role_policies_exclusive", "role_name policy_names"],
  ["aws_iam_role_policy", "name role policy"],
  ["aws_iam_role_policy_attachment", "role policy_arn"],
  ["aws_iam_role_policy_attachments_exclusive", "role_name policy_arns"],
  ["aws_iam_service_linked_role", "aws_service_name"],
  ["aws_iot_certificate", "active"],
  ["aws_iot_policy", "name policy"],
  ["aws_iot_policy_attachment", "policy target"],
  ["aws_iot_thing", "name thing_type_name"],
  ["aws_iot_thing_principal_attachment", "thing principal"],
  ["aws_iot_thing_type", "name deprecated"],
  ["aws_s3_access_point", "name bucket vpc_configuration public_access_block_configuration"],
  ["aws_s3_bucket", "bucket"],
  ["aws_s3_bucket_policy", "bucket policy"],
  [
    "aws_s3_bucket_public_access_block",
    "bucket block_public_acls block_public_policy ignore_public_acls restrict_public_buckets",
  ],
  ["aws_s3_bucket_server_side_encryption_configuration", "bucket rule"],
  ["aws_s3_bucket_versioning", "bucket versioning_configuration"],
  ["aws_s3control_access_point_policy", "access_point_arn policy"],
  ["aws_secretsmanager_secret", "name kms_key_id recovery_window_in_days"],
  ["aws_secretsmanager_secret_version", "secret_string_wo_version"],
  ["terraform_data", ""],
];
const words = (text: string) => text.split(" ").filter(Boolean);

/** Every attribute of the table, and what AWS and people put values into. */
const ALL = [
  ...new Set(SHOWN.flatMap(([, attributes]) => words(attributes))),
  ...["", "attributes", "certificate_pem", "description", "document", "input", "outputs", "private_key"],
  ...[
    "public_key",
    "secret_string",
    "secret_string_wo",
    "tags",
    "tags_all",
    "template_body",
    "triggers_replace",
  ],
];

describe("allowed", () => {
  it.each(SHOWN)("of %s: %s", (type, attributes) => {
    expect(ALL.filter((name) => isAllowed(type, name)).sort()).toEqual(words(attributes).sort());
    expect(isOurType(type)).toBe(true);
  });

  it("nothing of other types", () => {
    for (const type of ["aws_iam_user", "aws_secretsmanager_secret_policy", "", "toString", "__proto__"]) {
      expect(ALL.filter((name) => isAllowed(type, name))).toEqual([]);
      expect(isOurType(type)).toBe(false);
    }
  });
});
