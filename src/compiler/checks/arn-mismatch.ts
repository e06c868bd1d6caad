import { atValue, type Finding, type FindingKind, finding, type Path } from "../finding";
import type { Model } from "../model";
import type { Check } from "../rule";

const kind: FindingKind = {
  code: "arn-mismatch",
  severity: "error",
  summary: "An ARN must be of the spec's account and Region.",
};

export const arnMismatch: Check = {
  kind,
  run({ model }) {
    const boundary = model.roles.appliance.permissionsBoundary;
    const certificates = model.appliances.flatMap(({ certificate, region, path }) =>
      certificate?.from === "arn"
        ? mismatches(model, [...path, "certificate", "arn"], certificate.arn, region)
        : [],
    );
    const boundaries = boundary
      ? mismatches(model, ["roles", "appliance", "permissionsBoundary"], boundary)
      : [];
    return [...boundaries, ...certificates];
  },
};

/** The first part of an ARN that does not agree: partition, then Region, then account. */
function mismatches(model: Model, path: Path, arn: string, region?: string): Finding[] {
  const [, partition, , arnRegion, account] = arn.split(":");
  const wrong = (message: string, written: string | undefined, right: string) => [
    finding(kind, atValue(...path), message, { help: `write ${arn.replace(`:${written}:`, `:${right}:`)}` }),
  ];
  if (partition !== "aws")
    return wrong(`the ARN is of the partition ${partition}; the spec's is aws`, partition, "aws");
  if (region !== undefined && arnRegion !== region) {
    return wrong(`the ARN is of the Region ${arnRegion}; the appliance's is ${region}`, arnRegion, region);
  }
  if (account !== model.account && account !== "aws") {
    return wrong(
      `the ARN is of the account ${account}; the spec's is ${model.account}`,
      account,
      model.account,
    );
  }
  return [];
}
