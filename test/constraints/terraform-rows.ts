import { type Row, row } from "./row";

const TERRAFORM = { na: "Terraform's own: no call to AWS has it" };
const BACKEND = "terraform.backend";
const HASHICORP = "HashiCorp's service, which publishes no model";

/** Every key and value of `default_tags`, as each service that gets them takes them. */
const TAGGING = [
  "iam.TagRole.Tags[]",
  "iot.TagResource.tags[]",
  "s3.PutBucketTagging.Tagging.TagSet[]",
  "s3control.TagResource.Tags[]",
  "secretsmanager.TagResource.Tags[]",
  "cloudformation.CreateStack.Tags[]",
];

/** The provider, the backends, and what Terraform alone reads. */
export const terraformRows: readonly Row[] = [
  row("provider.aws[].region", ["limit:panorama-region"], {
    schema: [
      "account.region",
      "appliances[].region",
      "buckets[].region",
      "secrets[].region",
      "jobs[].region",
    ],
  }),
  row(
    "provider.aws[].allowed_account_ids[]",
    ["s3control.CreateAccessPoint.AccountId", "s3control.PutAccessPointPolicy.AccountId", "limit:account"],
    { schema: ["account.id"] },
  ),
  row("provider.aws[].default_tags[].tags{key}", [...TAGGING.map((tag) => `${tag}.Key`), "limit:tag-key"], {
    schema: ["tags{key}"],
    check: ["tag-keys-collide"],
  }),
  row(
    "provider.aws[].default_tags[].tags{value}",
    [...TAGGING.map((tag) => `${tag}.Value`), "limit:tag-value"],
    {
      schema: ["tags{value}"],
      check: ["tag-value-empty"],
    },
  ),
  row("terraform_data.triggers_replace", [], TERRAFORM),
  row("terraform_data.triggers_replace[]", [], TERRAFORM),
  row("terraform_data.provisioner[].local-exec.command", [], { constant: "a constant shell text" }),
  row("terraform_data.provisioner[].local-exec.interpreter[]", [], { constant: "/bin/sh -euc" }),
  row("terraform_data.provisioner[].local-exec.environment{key}", [], {
    constant: "names that the code lists",
  }),
  row("terraform_data.provisioner[].local-exec.environment{value}", ["limit:environment"], {
    constant: "a request that the template's 51,200 bytes and 100 targets keep below",
    check: ["job-document-too-large", "too-many-targets"],
  }),
  row("lifecycle.ignore_changes[]", [], TERRAFORM),
  row("depends_on[]", [], TERRAFORM),
  row("import[].to", [], TERRAFORM),
  row("import[].id", [], { na: "a name or ARN that another row holds" }),
  row("moved[].from", [], TERRAFORM),
  row("moved[].to", [], TERRAFORM),
  row("removed[].from", [], TERRAFORM),
  row("removed[].lifecycle.destroy", [], TERRAFORM),
  row("output{key}", [], TERRAFORM),
  row("output{value}", [], TERRAFORM),
  row("variable{key}", [], TERRAFORM),
  row("variable{value}", [], TERRAFORM),
  row("//.generatedBy", [], TERRAFORM),
  row("terraform.required_version", [], TERRAFORM),
  row("terraform.required_providers.aws.source", [], TERRAFORM),
  row("terraform.required_providers.aws.version", [], {
    schema: ["terraform.provider"],
    check: ["provider-version"],
  }),
  row(`${BACKEND}.local.path`, [], { na: "a path on the disk, made of the stack's name" }),
  row(`${BACKEND}.s3.bucket`, ["s3.PutObject.Bucket", "limit:bucket-name"], {
    schema: ["terraform.backend.s3.bucket"],
    check: ["bucket-name"],
  }),
  row(`${BACKEND}.s3.key`, ["s3.PutObject.Key", "limit:object-key"], {
    schema: ["terraform.backend.s3.prefix"],
    check: ["lock-overwrites-state"],
    constant: "ends in the stack's name",
  }),
  row(`${BACKEND}.s3.region`, [], { schema: ["terraform.backend.s3.region"], check: ["backend-region"] }),
  row(`${BACKEND}.s3.encrypt`, [], { constant: "true, of which Terraform makes AES256 or aws:kms" }),
  row(`${BACKEND}.s3.kms_key_id`, ["s3.PutObject.SSEKMSKeyId", "limit:kms-key-arn"], {
    schema: ["terraform.backend.s3.kmsKeyId"],
    check: ["backend-region"],
  }),
  row(`${BACKEND}.s3.use_lockfile`, [], TERRAFORM),
  ...["address", "lock_address", "unlock_address"].map((argument) =>
    row(`${BACKEND}.http.${argument}`, [], {
      schema: ["terraform.backend.http.address", "terraform.backend.http.lock.suffix"],
      na: "no call to AWS",
    }),
  ),
  ...["lock_method", "unlock_method", "update_method"].map((argument) =>
    row(`${BACKEND}.http.${argument}`, [], { na: "no call to AWS" }),
  ),
  ...[`${BACKEND}.remote`, "terraform.cloud"].flatMap((block) => [
    row(`${block}.hostname`, [], { na: HASHICORP }),
    row(`${block}.organization`, [], { na: HASHICORP }),
    row(`${block}.workspaces.name`, [], { check: ["workspace-name"], na: HASHICORP }),
  ]),
  row("terraform.cloud.workspaces.project", [], { na: HASHICORP }),
];
