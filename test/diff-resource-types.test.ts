import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { differ } from "../src/compiler/diff";
import {
  argumentsOf,
  forces,
  ignoredBy,
  isTagged,
  strangeArguments,
} from "../src/compiler/diff/resource-types";
import type { Resource } from "../src/compiler/diff/stack";

// What is known of types of resources: the table of src/compiler/diff/resource-types.ts, from the provider's documentation
// once more, and held against every stack of fixtures/ok. https://registry.terraform.io/providers/hashicorp/aws/latest/docs

const resource = (type: string, body: Record<string, unknown> = {}): Resource => ({
  address: `${type}.a`,
  type,
  name: "a",
  body,
});

/** Arguments by type: those that force a replacement, and all others, with what may be left as it is. */
const TYPES: readonly [type: string, forcing: string, others: string, left: string][] = [
  ["aws_cloudformation_stack", "name", "template_body", ""],
  [
    "aws_iam_role",
    "name path",
    "assume_role_policy description permissions_boundary",
    "permissions_boundary",
  ],
  ["aws_iam_role_policies_exclusive", "role_name", "policy_names", ""],
  ["aws_iam_role_policy", "name role", "policy", ""],
  ["aws_iam_role_policy_attachment", "policy_arn role", "", ""],
  ["aws_iam_role_policy_attachments_exclusive", "role_name", "policy_arns", ""],
  ["aws_iam_service_linked_role", "aws_service_name", "", "description"],
  ["aws_iot_certificate", "csr", "active", ""],
  ["aws_iot_policy", "name", "policy", ""],
  ["aws_iot_policy_attachment", "policy target", "", ""],
  ["aws_iot_thing", "name", "attributes thing_type_name", ""],
  ["aws_iot_thing_principal_attachment", "principal thing", "", ""],
  ["aws_iot_thing_type", "name", "", "properties"],
  ["aws_s3_access_point", "bucket name public_access_block_configuration vpc_configuration", "", ""],
  ["aws_s3_bucket", "bucket", "", ""],
  ["aws_s3_bucket_policy", "bucket", "policy", ""],
  [
    "aws_s3_bucket_public_access_block",
    "bucket",
    "block_public_acls block_public_policy ignore_public_acls restrict_public_buckets",
    "",
  ],
  ["aws_s3_bucket_server_side_encryption_configuration", "bucket", "rule", ""],
  ["aws_s3_bucket_versioning", "bucket", "versioning_configuration", ""],
  ["aws_s3control_access_point_policy", "access_point_arn", "policy", ""],
  [
    "aws_secretsmanager_secret",
    "name",
    "description kms_key_id recovery_window_in_days",
    "description kms_key_id",
  ],
  ["aws_secretsmanager_secret_version", "secret_id secret_string_wo_version", "secret_string_wo", ""],
  ["terraform_data", "triggers_replace", "provisioner", ""],
];
const words = (text: string) => text.split(" ").filter(Boolean);

const FOLDER = join(import.meta.dirname, "../fixtures/ok");
const stacks = readdirSync(FOLDER, { recursive: true, encoding: "utf8" })
  .filter((path) => /expected\/stacks\/[^/]+\/cdk\.tf\.json$/.test(path))
  .map((path) => differ.readStack("s", "d", readFileSync(join(FOLDER, path), "utf8")));

describe("resource-types", () => {
  it.each(TYPES)("%s", (type, forcing, others, left) => {
    const all = [...words(forcing), ...words(others)];
    expect([...all, "x"].filter((name) => forces(resource(type), name))).toEqual(words(forcing));
    const body = Object.fromEntries([...all, "x", "//", "depends_on"].map((name) => [name, 1]));
    expect(strangeArguments(resource(type, body))).toEqual(["x"]);
    const leaving = (name: string) =>
      strangeArguments(resource(type, { lifecycle: [{ ignore_changes: [name] }] }));
    expect([...all, ...words(left), "x"].filter((name) => leaving(name).length === 0)).toEqual(
      [...all, ...words(left)].filter((name) => words(left).includes(name)),
    );
  });

  it("has default tags of these alone", () => {
    expect(TYPES.map(([type]) => type).filter((type) => isTagged(resource(type)))).toEqual([
      "aws_cloudformation_stack",
      "aws_iam_role",
      "aws_iam_service_linked_role",
      "aws_iot_policy",
      "aws_iot_thing_type",
      "aws_s3_bucket",
      "aws_secretsmanager_secret",
    ]);
  });

  it("has every type and argument that a golden stack has", () => {
    expect(stacks.length).toBeGreaterThan(50);
    const found = stacks.flatMap((stack) => [...(stack?.resources.values() ?? [])]);
    expect(found.flatMap((one) => strangeArguments(one).map((name) => `${one.address}: ${name}`))).toEqual(
      [],
    );
    expect([...new Set(found.map(({ type }) => type))].sort()).toEqual(TYPES.map(([type]) => type).sort());
  });

  it("has no other", () => {
    for (const type of ["aws_iam_user", "toString"]) {
      expect(strangeArguments(resource(type, { name: "a" }))).toEqual(["its type"]);
      expect(isTagged(resource(type))).toBe(false);
      expect(forces(resource(type), "name")).toBe(false);
    }
  });

  it("has a lifecycle that leaves arguments as they are, and no other", () => {
    const lifecycle = (value: unknown) => strangeArguments(resource("aws_iot_thing", { lifecycle: value }));
    expect(lifecycle([{}])).toEqual([]);
    expect(lifecycle([{ prevent_destroy: true }])).toEqual(["lifecycle"]);
    expect(lifecycle([{ ignore_changes: ["attributes"] }])).toEqual(["lifecycle"]);
    expect(strangeArguments(resource("aws_iot_thing", { provisioner: [], count: 1 }))).toEqual([
      "provisioner",
      "count",
    ]);
    expect(ignoredBy(resource("a", { lifecycle: { ignore_changes: "all" } }))).toEqual(["all"]);
    expect(ignoredBy(resource("a"))).toEqual([]);
  });

  it("has arguments that Terraform looks at, in order", () => {
    const meta = ["//", "connection", "count", "depends_on", "for_each", "provider", "provisioner"];
    const body = {
      ...Object.fromEntries(meta.map((name) => [name, 1])),
      lifecycle: [{ ignore_changes: ["c"] }],
      d: 1,
      c: 1,
      b: 1,
    };
    expect(argumentsOf(resource("a", body))).toEqual(["b", "d"]);
  });
});
