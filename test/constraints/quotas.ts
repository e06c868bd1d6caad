import type { Held } from "./row";

/** A limit on how much there may be, or a rule about several entries, which no single argument shows. */
export interface Quota {
  readonly rule: string;
  readonly source: string;
  readonly held: Held;
}

const IAM = "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html";
const IOT = "https://docs.aws.amazon.com/general/latest/gr/iot-core.html";
const FLEET = "https://docs.aws.amazon.com/general/latest/gr/iot_device_management.html";
const S3 = "https://docs.aws.amazon.com/general/latest/gr/s3.html";
const SECRETS = "https://docs.aws.amazon.com/secretsmanager/latest/userguide/reference_limits.html";
const STACKS = "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html";
const PANORAMA = "https://docs.aws.amazon.com/general/latest/gr/panorama.html";
const END = "https://docs.aws.amazon.com/panorama/latest/dev/panorama-end-of-support.html";
const TAGS = "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags.html";

const quota = (rule: string, source: string, held: Held): Quota => ({ rule, source, held });

const beyondTheSpec = (why: string): Held => ({
  na: `counts all that the account has, of which a spec shows a part; ${why}`,
});

/** What section by section of AWS's pages limits beside single values. */
export const QUOTAS: readonly Quota[] = [
  quota("IAM: 2,048 to 8,192 characters in a role's trust policy", IAM, {
    schema: ["roles.appliance.trustPolicyQuota"],
    check: ["trust-policy-too-large", "trust-policy-overflow"],
  }),
  quota("IAM: 10,240 characters in a role's inline policies together", IAM, {
    check: ["policy-too-large"],
    constant: "there is one",
  }),
  quota("IAM: 20 managed policies on a role", IAM, { constant: "one, or none" }),
  quota("IAM: 50 tags on a role", IAM, { schema: ["tags"], constant: "managed-by is the 50th" }),
  quota("IAM: tag keys that differ in case alone are one", TAGS, { check: ["tag-keys-collide"] }),
  quota("IAM: names of roles are unique without regard to case", IAM, {
    constant: "one role, whose name is ours",
  }),
  quota(
    "IAM: 1,000 roles in an account",
    IAM,
    beyondTheSpec("a document makes one, and one that does not count"),
  ),
  quota("IAM: session of 3,600 to 43,200 seconds", IAM, {
    na: "no session length is emitted: it does not limit services",
  }),
  quota("IAM: no suffix, trust or policy of ours on a service-linked role", IAM, {
    constant: "nothing but the service's name is emitted",
  }),
  quota("IoT: 3 attributes on a thing without a type", IOT, { check: ["too-many-attributes"] }),
  quota("IoT: 50 attributes on a thing with a type", IOT, { schema: ["appliances[].attributes"] }),
  quota("IoT: 47 kB of attributes on a thing", IOT, {
    constant: "50 names of 128 characters and values of 800, in ASCII, are 46,400 bytes",
  }),
  quota("IoT: a thing's name can't be changed", IOT, { check: ["thing-name-changes"] }),
  quota("IoT: 2,048 characters in an IoT policy", IOT, { check: ["policy-too-large"] }),
  quota("IoT: 5 versions of an IoT policy", IOT, { na: "the provider deletes the oldest one" }),
  quota("IoT: 10 policies on a certificate", IOT, beyondTheSpec("a document attaches one")),
  quota("IoT: one principal can't be two appliances", IOT, { check: ["duplicate", "csr-key-reused"] }),
  quota("IoT: certificates by RSA of 2,048 bits or more, or P-256, P-384, P-521", IOT, {
    check: ["csr-weak"],
  }),
  quota("IoT: calls per second", IOT, {
    na: "the provider tries again; fewer at once by terraform -parallelism",
  }),
  quota("IoT: 100 targets of a job", FLEET, { check: ["too-many-targets"] }),
  quota("IoT: 100 job templates", FLEET, { check: ["too-many-job-templates"] }),
  quota("IoT: 32,768 characters in a job document", FLEET, { check: ["job-document-too-large"] }),
  quota("IoT: 500 jobs at once, 100,000 active ones", FLEET, beyondTheSpec("100 templates come before")),
  quota("IoT: rollout, timeout and retry of a job, presigned URLs", FLEET, { na: "none is emitted" }),
  quota("CloudFormation: 2,000 stacks in a Region", STACKS, beyondTheSpec("100 job templates come before")),
  quota("CloudFormation: a job template can't be changed in place", STACKS, {
    constant: "its id follows its content",
  }),
  quota("S3: 10,000 buckets in an account", S3, beyondTheSpec("can be raised")),
  quota("S3: 10,000 access points in a Region", S3, beyondTheSpec("can be raised")),
  quota("S3: bucket, VPC and public access of an access point can't be changed", S3, {
    na: "Terraform replaces it, which the plan shows",
  }),
  quota("S3: 50 tags on a bucket", S3, { schema: ["tags"], constant: "managed-by is the 50th" }),
  quota("Secrets Manager: 500,000 secrets in a Region", SECRETS, beyondTheSpec("far below the largest file")),
  quota("Secrets Manager: 65,536 bytes in a value", SECRETS, {
    na: "the value comes at apply, and is to pass through nothing that could look at it",
  }),
  quota("Secrets Manager: 20,480 characters in a secret's policy", SECRETS, { na: "none is emitted" }),
  quota("Secrets Manager: names do not end in a hyphen and six characters", SECRETS, {
    check: ["secret-name-suffix"],
  }),
  quota("Secrets Manager: the name of a deleted secret stays taken", SECRETS, {
    schema: ["secrets[].recoveryWindowDays"],
    check: ["recovery-window"],
  }),
  quota("Panorama: 50 devices in a Region", PANORAMA, {
    na: "no apply registers a device, and since the end of support nobody does; more entries fail nowhere",
  }),
  quota("Panorama: 50 packages, 20 versions, 10 applications, 8 cameras", PANORAMA, {
    na: "none is emitted",
  }),
  quota("Panorama: whether IAM still takes panorama.amazonaws.com", END, { check: ["end-of-support"] }),
];
