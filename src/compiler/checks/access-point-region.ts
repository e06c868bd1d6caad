import { atValue, type FindingKind, finding } from "../finding";
import { inFileOrder } from "../model";
import type { Check } from "../rule";
import { quoted } from "../text";

const kind: FindingKind = {
  code: "access-point-region",
  severity: "error",
  summary: "An access point is in its bucket's Region.",
};

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/creating-access-points.html */
export const accessPointRegion: Check = {
  kind,
  run({ model }) {
    return inFileOrder(model.accessPoints).flatMap(({ name, region, bucket: its, path }) => {
      // Of doubles, which are a finding of their own, the first one counts.
      const bucket = inFileOrder(model.buckets).find((candidate) => candidate.name === its);
      if (bucket === undefined || bucket.region === region) return [];
      const message = `the access point ${quoted(name)} is in ${region}, its bucket ${quoted(its)} in ${bucket.region}`;
      return [
        finding(kind, atValue(...path, "region"), message, {
          help: `write region: ${bucket.region}, or leave it out`,
          related: [{ message: "the bucket is here", place: atValue(...bucket.path, "name") }],
        }),
      ];
    });
  },
};
