import type { Path } from "../../src/compiler/finding";

/** A field of the language, and a spec that gives it a value and is valid otherwise. */
export interface FieldCase {
  readonly spec: (value: unknown) => object;
  readonly at: (value: unknown) => Path;
  /** A value that compiles and that no character can be put behind. */
  readonly longest: string | number;
  /** A short value that compiles, into which characters are put; none where the field takes a list's words only. */
  readonly sample?: string;
}

const ACCOUNT = "111111111111";
export const HEAD = {
  apiVersion: "panorama-compile/v1",
  name: "base",
  account: { id: ACCOUNT, region: "us-east-1", endOfSupport: "acknowledged" },
  strictness: "account",
};
const DEVICE = "device-lk7exmplpvcr3heqwjmesw76ky";
const BUCKET = "acme-nodepackage-store-1";
const CERTIFICATE = `arn:aws:iot:us-east-1:${ACCOUNT}:cert/${"a".repeat(64)}`;
const KEY = `arn:aws:kms:us-east-1:${ACCOUNT}:key/1234abcd-12ab-34cd-96ef-1234567890ab`;
const BOUNDARY = `arn:aws:iam::${ACCOUNT}:policy/`;

/** A field of the first entry of a list. */
const entry = (
  list: string,
  field: string,
  others: object,
  values: Pick<FieldCase, "longest" | "sample">,
  around: object = {},
): FieldCase => ({
  spec: (value) => ({ ...HEAD, ...around, [list]: [{ ...others, [field]: value }] }),
  at: () => [list, 0, field],
  ...values,
});

const onAppliance = (field: string, longest: string, sample?: string) =>
  entry("appliances", field, { name: "dock" }, { longest, ...(sample && { sample }) });

const certificate = (field: string, longest: string, sample?: string): FieldCase => ({
  spec: (value) => ({
    ...HEAD,
    appliances: [{ name: "dock", certificate: { arn: CERTIFICATE, [field]: value } }],
  }),
  at: () => ["appliances", 0, "certificate", field],
  longest,
  ...(sample && { sample }),
});

const onPoint = (field: string, values: Pick<FieldCase, "longest" | "sample">) =>
  entry("accessPoints", field, { name: "panorama-a", bucket: BUCKET }, values, {
    buckets: [{ name: BUCKET }],
  });

const onSecret = (field: string, values: Pick<FieldCase, "longest" | "sample">) =>
  entry("secrets", field, { name: "panorama/a" }, values);

const onJob = (field: string, values: Pick<FieldCase, "longest" | "sample">) =>
  entry(
    "jobs",
    field,
    { name: "reboot", document: { a: "b" }, targets: { all: true }, run: "once" },
    values,
    { appliances: [{ name: "dock" }] },
  );

const nested = (
  path: readonly string[],
  longest: string,
  sample?: string,
  beside: object = {},
): FieldCase => ({
  spec: (value) => ({ ...HEAD, [path[0] ?? ""]: around(path.slice(1), value, beside) }),
  at: () => path,
  longest,
  ...(sample && { sample }),
});

/** The value below its keys; what stands beside it, at the innermost. */
const around = (keys: readonly string[], value: unknown, beside: object): object =>
  keys.length === 1
    ? { ...beside, [keys[0] ?? ""]: value }
    : { [keys[0] ?? ""]: around(keys.slice(1), value, beside) };

const STATES = { bucket: "states", region: "us-east-1" };
const http = { address: "https://state.example.com/" };

/** Every field that the table names. */
export const FIELDS: Readonly<Record<string, FieldCase>> = {
  "account.id": nested(["account", "id"], ACCOUNT, ACCOUNT, { region: "us-east-1" }),
  "account.region": nested(["account", "region"], "us-east-1", undefined, { id: ACCOUNT }),
  "roles.appliance.path": nested(["roles", "appliance", "path"], `/${"a".repeat(510)}/`, "/service-role/"),
  "roles.appliance.permissionsBoundary": nested(
    ["roles", "appliance", "permissionsBoundary"],
    `${BOUNDARY}${"a".repeat(128)}`,
    `${BOUNDARY}edge`,
  ),
  "appliances[].name": entry("appliances", "name", {}, { longest: "a".repeat(119), sample: "dock" }),
  "appliances[].thingName": onAppliance("thingName", "panorama".padEnd(128, "a"), "panorama-dock"),
  "appliances[].region": onAppliance("region", "us-west-2"),
  "appliances[].deviceId": onAppliance("deviceId", "device".padEnd(255, "a"), DEVICE),
  "appliances[].thingType": onAppliance("thingType", "a".repeat(128), "type"),
  "appliances[].attributes{key}": {
    spec: (key) => ({ ...HEAD, appliances: [{ name: "dock", attributes: { [String(key)]: "2" } }] }),
    at: (key) => ["appliances", 0, "attributes", String(key)],
    longest: "a".repeat(128),
    sample: "floor",
  },
  "appliances[].attributes{value}": {
    spec: (value) => ({ ...HEAD, appliances: [{ name: "dock", attributes: { floor: value } }] }),
    at: () => ["appliances", 0, "attributes", "floor"],
    longest: "a".repeat(800),
    sample: "ground",
  },
  "appliances[].certificate.arn": certificate("arn", CERTIFICATE, CERTIFICATE),
  "appliances[].certificate.status": certificate("status", "inactive"),
  "buckets[].name": entry(
    "buckets",
    "name",
    { source: "create" },
    { longest: "acme-nodepackage-store-".padEnd(63, "a"), sample: BUCKET },
  ),
  "buckets[].region": entry("buckets", "region", { name: BUCKET }, { longest: "us-west-2" }),
  "accessPoints[].name": onPoint("name", { longest: "panorama".padEnd(50, "a"), sample: "panorama-models" }),
  "accessPoints[].bucket": {
    spec: (value) => ({
      ...HEAD,
      buckets: [{ name: value }],
      accessPoints: [{ name: "panorama-a", bucket: value }],
    }),
    at: () => ["accessPoints", 0, "bucket"],
    longest: "acme-nodepackage-store-".padEnd(63, "a"),
    sample: BUCKET,
  },
  "accessPoints[].prefix": onPoint("prefix", { longest: `${"a".repeat(511)}/`, sample: "models/" }),
  "accessPoints[].vpcId": onPoint("vpcId", {
    longest: "vpc-0abc1234def567890",
    sample: "vpc-0abc1234def567890",
  }),
  "secrets[].name": onSecret("name", { longest: "panorama".padEnd(512, "a"), sample: "panorama/dock" }),
  "secrets[].region": onSecret("region", { longest: "us-west-2" }),
  "secrets[].description": onSecret("description", { longest: "a".repeat(2048), sample: "cameras" }),
  "secrets[].kmsKeyId": onSecret("kmsKeyId", { longest: KEY, sample: KEY }),
  "secrets[].recoveryWindowDays": onSecret("recoveryWindowDays", { longest: 30 }),
  "secrets[].valueVersion": onSecret("valueVersion", { longest: 1_000_000_000 }),
  "jobs[].name": onJob("name", { longest: "a".repeat(42), sample: "reboot" }),
  "jobs[].region": onJob("region", { longest: "us-east-1" }),
  "jobs[].description": onJob("description", { longest: "a".repeat(2028), sample: "Nightly" }),
  "terraform.provider": nested(
    ["terraform", "provider"],
    `>= 5.100.0, < 7.0.0${" ".repeat(237)}`,
    "~> 5.100",
  ),
  "terraform.backend.s3.bucket": nested(
    ["terraform", "backend", "s3", "bucket"],
    "a".repeat(63),
    "states",
    STATES,
  ),
  "terraform.backend.s3.prefix": nested(
    ["terraform", "backend", "s3", "prefix"],
    `${"a".repeat(511)}/`,
    "states/",
    STATES,
  ),
  "terraform.backend.s3.region": nested(
    ["terraform", "backend", "s3", "region"],
    "us-east-1",
    "us-east-1",
    STATES,
  ),
  "terraform.backend.s3.kmsKeyId": nested(["terraform", "backend", "s3", "kmsKeyId"], KEY, KEY, STATES),
  "terraform.backend.http.address": nested(
    ["terraform", "backend", "http", "address"],
    "https://state.example.com/".padEnd(1023, "a").concat("/"),
    "https://state.example.com/p/",
    { lock: {} },
  ),
  "terraform.backend.http.lock.suffix": {
    spec: (suffix) => ({ ...HEAD, terraform: { backend: { http: { ...http, lock: { suffix } } } } }),
    at: () => ["terraform", "backend", "http", "lock", "suffix"],
    longest: `/${"a".repeat(255)}`,
    sample: "/lock",
  },
  "tags{key}": {
    spec: (key) => ({ ...HEAD, tags: { [String(key)]: "edge" } }),
    at: (key) => ["tags", String(key)],
    longest: "a".repeat(128),
    sample: "owner",
  },
  "tags{value}": {
    spec: (owner) => ({
      ...HEAD,
      appliances: [{ name: "dock" }],
      jobs: [{ name: "reboot", document: { a: "b" }, targets: { all: true } }],
      tags: { owner },
    }),
    at: () => ["tags", "owner"],
    longest: "a".repeat(256),
    sample: "edge",
  },
};

/** Values that are refused though each of their characters would be taken. */
export const REFUSED: Readonly<Record<string, readonly string[]>> = {
  "account.id": ["", "1".repeat(11), "1".repeat(13)],
  "roles.appliance.path": [
    "",
    "service-role",
    "/service-role",
    "service-role/",
    "//",
    "/aws-service-role/a/",
    "/aws-reserved/a/",
  ],
  "roles.appliance.permissionsBoundary": [
    `${BOUNDARY}${"a".repeat(129)}`,
    `${BOUNDARY}${"a".repeat(511)}/edge`,
    "arn:aws:iam::222222222222:policy/edge",
    "arn:aws-cn:iam::111111111111:policy/edge",
    "arn:aws:iam::111111111111:role/edge",
  ],
  "appliances[].thingName": ["", "dock", "Panorama-dock", "my-panorama"],
  "appliances[].certificate.arn": [CERTIFICATE.slice(0, -1), CERTIFICATE.replace("us-east-1", "us-west-2")],
  "buckets[].name": [
    "ab",
    "-ab",
    "ab-",
    ...["xn--a", "1.2.3.4", "a..b", "a-s3alias", "a--ol-s3", "a.mrap", "a--x-s3"],
  ],
  "accessPoints[].name": ["panorama-", "models", "my-panorama", "panorama-s3alias", "panorama-ext-s3alias"],
  "accessPoints[].vpcId": ["vpc-1", "vpc-0abc1234d", "subnet-0abc1234def567890"],
  "secrets[].name": ["", "cameras", "cam/panorama", "PANORAMA/a"],
  "secrets[].kmsKeyId": [
    "alias/aws/secretsmanager",
    "1234abcd-12ab-34cd-96ef-1234567890ab",
    `arn:aws:kms:us-east-1:${ACCOUNT}:alias/edge`,
    KEY.replace("us-east-1", "us-west-2"),
  ],
  "jobs[].name": ["", "-a", "a_b"],
  "tags{key}": ["", "aws:owner", "AWS:owner"],
  "tags{value}": ["aws:edge", "AwS:edge"],
  "terraform.backend.s3.bucket": ["ab", "xn--a", "1.2.3.4", "a..b"],
};
