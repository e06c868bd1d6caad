import { atValue, type FindingKind, finding } from "../finding";
import type { Check } from "../rule";
import { quoted } from "../text";

const kind: FindingKind = {
  code: "state-bucket-made",
  severity: "error",
  summary: "The bucket of the states can't be one that these states make or adopt.",
};

/** https://developer.hashicorp.com/terraform/language/backend/s3: the bucket must exist before `terraform init`. */
export const stateBucketMade: Check = {
  kind,
  run({ model: { backend, buckets } }) {
    if (backend.type !== "s3") return [];
    const made = buckets.find(({ name, source }) => name === backend.bucket && source !== "existing");
    if (made === undefined) return [];
    const message = `the states lie in the bucket ${quoted(made.name)}, which this spec ${made.source === "create" ? "makes: terraform init needs it before" : "adopts: its policy would be that of a store of AWS Panorama"}`;
    return [
      finding(kind, atValue("terraform", "backend", "s3", "bucket"), message, {
        help: "name a bucket that is there already, and nothing of AWS Panorama's",
        related: [{ message: "it is declared here", place: atValue(...made.path, "name") }],
      }),
    ];
  },
};
