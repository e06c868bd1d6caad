import { atValue, type Finding, type FindingKind, finding, type Path } from "../finding";
import type { Model } from "../model";
import type { Check } from "../rule";
import { listed } from "../text";
import { nodeAt } from "../validate/schema";
import { isWritten, type Tree } from "../yaml/tree";
import { nameInSecretArn } from "./secret-arn-name";

const kind: FindingKind = {
  code: "arn-mismatch",
  severity: "error",
  summary: "An ARN must be of the spec's account and Region.",
};

export const arnMismatch: Check = {
  kind,
  run({ model, document: { tree } }) {
    const boundary = model.roles.appliance.permissionsBoundary;
    const certificates = model.appliances.flatMap(({ certificate, region, path }) =>
      certificate?.from === "arn"
        ? mismatches(model, tree, [...path, "certificate", "arn"], certificate.arn, region)
        : [],
    );
    const keys = model.secrets.flatMap(({ name, kmsKeyId, arn, region, path }) => {
      if (kmsKeyId === undefined) return [];
      // Where both ARNs are of another Region, and nothing else is wrong, the secret's Region is: said at its own ARN.
      const known = arn !== undefined && nameInSecretArn(arn) === name ? regionIn(arn) : region;
      const own = known === regionIn(kmsKeyId) ? known : region;
      return mismatches(model, tree, [...path, "kmsKeyId"], kmsKeyId, own);
    });
    // Not of another secret: that ARN is the wrong one anyway.
    const secrets = model.secrets.flatMap(({ name, arn, region, path }) =>
      arn === undefined || nameInSecretArn(arn) !== name
        ? []
        : mismatches(model, tree, [...path, "arn"], arn, region),
    );
    const boundaries = boundary
      ? mismatches(model, tree, ["roles", "appliance", "permissionsBoundary"], boundary)
      : [];
    return [...boundaries, ...certificates, ...keys, ...secrets];
  },
};

const regionIn = (arn: string): string | undefined => arn.split(":")[3];

/** Whether the language takes a Region at all. */
const isRegion = (region: string): boolean => nodeAt(["account", "region"])?.enum?.includes(region) === true;

/** What an entry of a list is called. */
const ENTRY: Readonly<Record<string, string>> = { appliances: "appliance", secrets: "secret" };

/** The parts of an ARN that do not agree with the spec, in one finding. */
function mismatches(model: Model, tree: Tree, path: Path, arn: string, region?: string): Finding[] {
  const [start = "", partition = "", service = "", itsRegion = "", account = "", ...rest] = arn.split(":");
  const right = {
    partition: "aws",
    Region: region ?? itsRegion,
    account: account === "aws" ? account : model.account, // AWS's own managed policies
  };
  const found = { partition, Region: itsRegion, account };
  const parts = (["partition", "Region", "account"] as const).filter((part) => found[part] !== right[part]);
  if (parts.length === 0) return [];
  const whose =
    region === undefined || region === model.region ? "the spec" : `this ${ENTRY[String(path[0])]}`;
  const of = (values: typeof right) => listed(parts.map((part) => `${part} ${values[part]}`));
  const message = `the ARN is of ${of(found)}; ${whose} is of ${of(right)}`;
  const repaired = [start, right.partition, service, right.Region, right.account, ...rest].join(":");
  const mended = `if that is a typing error, write ${String(path[path.length - 1])}: ${repaired}`;
  const isElsewhere = parts.length === 1 && parts[0] === "Region" && region !== undefined;
  const [list = "", index = 0] = path;
  const verb = isWritten(tree, [list, index, "region"]) ? "write" : "add";
  const place = verb === "add" ? ` to this ${ENTRY[String(list)]}` : "";
  const help =
    isElsewhere && isRegion(itsRegion) ? `${verb} region: ${itsRegion}${place}; or, ${mended}` : mended;
  return [finding(kind, atValue(...path), message, { help })];
}
