import type { AccessPoint, Bucket, Model } from "../model";
import { policySize } from "../policies/policy";
import { QUOTAS } from "../policies/quotas";
import { listed } from "../text";

/** How many lines and policies are shown: hundreds would not fit into a pull request's page. */
const MOST_LINES = 50;
const MOST_POLICIES = 5;

/** Who reads what through which access point, and what becomes of the buckets behind them. */
export const storageSection = (model: Model): string[] => [...accessPoints(model), ...buckets(model)];

function accessPoints(model: Model): string[] {
  const points = model.accessPoints;
  if (points.length === 0) return [];
  const { shown, more } = firstOf(points, MOST_LINES);
  return [
    "## Access points",
    `**Who may read:** ${roleReads(model)} ${others(model)}`,
    [
      "| access point | Region | bucket | may be read | requests from | policy |",
      "| --- | --- | --- | --- | --- | --- |",
      ...shown.map((point) => accessPointLine(point, model)),
      ...(more > 0 ? [`| and ${more} more | | | | | |`] : []),
    ].join("\n"),
  ];
}

const roleReads = ({ lifecycle }: Model): string =>
  lifecycle === "quarantined"
    ? "not the appliance role: in quarantine a `Deny` keeps it out of everything."
    : "the appliance role, through each access point what starts with its prefix, and nothing else there: a `Deny` outweighs its own policy.";

function others({ strictness, account }: Model): string {
  const own = `Others of account ${account} may do what their own policies say.`;
  return strictness === "service"
    ? `${own} Nobody of another account is let in; strictness \`account\` adds a \`Deny\` for them.`
    : `${own} Everybody of another account is denied.`;
}

function accessPointLine(
  { name, region, bucket, prefix, vpcId, policy }: AccessPoint,
  { lifecycle }: Model,
): string {
  const objects = prefix === "" ? "**every object**" : `\`${prefix}*\``;
  const readable = lifecycle === "quarantined" ? "nothing" : objects;
  const from = vpcId === undefined ? "anywhere" : `\`${vpcId}\` only`;
  const size = `${policySize(policy)} of ${QUOTAS.accessPoint}`;
  return `| \`${name}\` | ${region} | \`${bucket}\` | ${readable} | ${from} | ${size} |`;
}

function buckets(model: Model): string[] {
  if (model.buckets.length === 0) return [];
  const { shown, more } = firstOf(model.buckets, MOST_LINES);
  const lines = shown.map(
    (bucket) => `- \`${bucket.name}\` (${bucket.region}): ${bucketText(bucket, model)}`,
  );
  const rest = more > 0 ? [`- and ${more} more`] : [];
  const made = model.buckets.some(({ source }) => source !== "existing");
  return [
    "## Buckets",
    [...lines, ...rest].join("\n"),
    ...(made ? ["Terraform destroys a bucket only while it is empty."] : []),
  ];
}

function bucketText({ name, source, policy }: Bucket, model: Model): string {
  const points = model.accessPoints
    .filter(({ bucket }) => bucket === name)
    .map((point) => `\`${point.name}\``);
  const { shown, more } = firstOf(points, MOST_POLICIES);
  const these = listed([...shown, ...(more > 0 ? [`${more} more`] : [])]);
  const shut = model.lifecycle === "quarantined";
  if (policy === undefined) {
    if (shut) return "there already, and stays as it is.";
    return `there already, and stays as it is. Its own policy has to permit what ${these || "an access point"} permits, wherever the role's own policy doesn't.`;
  }
  const reads =
    points.length === 0
      ? "is denied everything"
      : shut
        ? `may do nothing in quarantine, though this policy still lets it read through ${these}`
        : `reads through ${these} and is denied everything else`;
  const size = `Policy: ${policySize(policy)} of ${QUOTAS.bucket} characters.`;
  const made =
    source === "import"
      ? "adopted; keeps its encryption; all public access blocked, versioned"
      : "created; all public access blocked, encrypted (SSE-S3), versioned";
  return `${made}, TLS only. The appliance role ${reads}. ${size}`;
}

function firstOf<T>(all: readonly T[], most: number): { shown: readonly T[]; more: number } {
  return { shown: all.slice(0, most), more: Math.max(0, all.length - most) };
}
