import { atValue, type FindingKind, finding } from "../finding";
import type { Check } from "../rule";
import { listed } from "../text";

const kind: FindingKind = {
  code: "backend-region",
  severity: "error",
  summary: "S3 encrypts only with KMS keys of the bucket's own Region.",
};

/** The key's account may differ: https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html */
export const backendRegion: Check = {
  kind,
  run({ model: { backend } }) {
    if (backend.type !== "s3" || backend.kmsKeyId === undefined) return [];
    const [start = "", partition = "", service = "", region = "", ...rest] = backend.kmsKeyId.split(":");
    const found = { partition, Region: region };
    const right = { partition: partitionOf(backend.region), Region: backend.region };
    const parts = (["partition", "Region"] as const).filter((part) => found[part] !== right[part]);
    if (parts.length === 0) return [];
    const of = (values: typeof right) => listed(parts.map((part) => `${part} ${values[part]}`));
    const message = `the KMS key is of ${of(found)}, the bucket of ${of(right)}; S3 encrypts only with keys of the bucket's own Region`;
    const repaired = [start, right.partition, service, right.Region, ...rest].join(":");
    const help = `if that is a typing error, write kmsKeyId: ${repaired}`;
    return [finding(kind, atValue("terraform", "backend", "s3", "kmsKeyId"), message, { help })];
  },
};

/** What a Region's name starts with, where it is not of the partition aws: partitions.json of the AWS SDKs. */
const PARTITIONS: readonly (readonly [start: string, partition: string])[] = [
  ["cn-", "aws-cn"],
  ["us-gov-", "aws-us-gov"],
  ["us-iso-", "aws-iso"],
  ["us-isob-", "aws-iso-b"],
  ["eu-isoe-", "aws-iso-e"],
  ["us-isof-", "aws-iso-f"],
];

const partitionOf = (region: string): string =>
  PARTITIONS.find(([start]) => region.startsWith(start))?.[1] ?? "aws";
