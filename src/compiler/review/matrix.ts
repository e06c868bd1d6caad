import { type Decision, decide } from "../access/decide";
import { rolePermissions } from "../access/role-policies";
import type { AccessPoint, Model, Secret } from "../model";
import type { Policy } from "../policies/policy";
import { bucketArn } from "../policies/storage";
import { counted } from "../text";

/** How many access points, and how many secrets, have rows of their own. */
const MOST = 10;

/** One thing that could be done, and what the compiled policies answer to whom. */
interface Row {
  readonly what: string;
  readonly role: string;
  readonly ownAccount: string;
  readonly otherAccount: string;
}

/** Who may do what with what: every cell is what the compiled policies answer to that request. */
export function matrixSection(model: Model): string[] {
  const rows = [...storageRows(model), ...secretRows(model), ...deviceRows(model)];
  const boundary =
    model.roles.appliance.permissionsBoundary === undefined
      ? ""
      : " The permissions boundary, which can only take away, is not asked.";
  return [
    "## Access matrix",
    `What the compiled policies answer. *By its own policies*: nothing here allows or denies it.${boundary}`,
    [
      "| | the appliance role | others of this account | other accounts |",
      "| --- | --- | --- | --- |",
      ...rows.map((row) => `| ${row.what} | ${row.role} | ${row.ownAccount} | ${row.otherAccount} |`),
    ].join("\n"),
    ...left("access point", model.accessPoints.length),
    ...left("secret", model.secrets.length),
  ];
}

const left = (noun: string, count: number): string[] =>
  count > MOST ? [`Not shown here: ${counted(count - MOST, `more ${noun}`)}.`] : [];

const MAY = "**may**";
const NO = "no";
const DENIED = "denied";
const OWN = "by its own policies";

/** What policies that all have a say answer together: a Deny of any outweighs an Allow of any. */
function together(...answers: readonly Decision["answer"][]): Decision["answer"] {
  if (answers.includes("denied")) return "denied";
  return answers.includes("allowed") ? "allowed" : "silent";
}

const someone = (account: string): string => `arn:aws:iam::${account}:role/another`;
const STRANGER = "999999999999";
const OTHER_STRANGER = "888888888888";

function storageRows(model: Model): Row[] {
  return model.accessPoints.slice(0, MOST).flatMap((point) => {
    const { name, region, prefix } = point;
    const through = `through \`${name}\` (${region})`;
    const row = (what: string, action: string, key: string) => storageRow(what, model, point, action, key);
    return [
      row(`read ${prefix === "" ? "any object" : `\`${prefix}*\``} ${through}`, "s3:GetObject", `${prefix}x`),
      ...(prefix === "" ? [] : [row(`read anything else ${through}`, "s3:GetObject", elsewhere(prefix))]),
      row(`write ${through}`, "s3:PutObject", `${prefix}x`),
    ];
  });
}

/** A key that does not start with a prefix. */
const elsewhere = (prefix: string): string => (prefix.startsWith("0") ? "1" : "0");

/** S3 asks the access point and the bucket behind it; of a bucket that is not ours nobody here knows the policy. */
function storageRow(what: string, model: Model, point: AccessPoint, action: string, key: string): Row {
  const { account, roles, buckets } = model;
  const behind = buckets.find(({ name }) => name === point.bucket)?.policy;
  const context = { "s3:DataAccessPointArn": point.arn, "aws:SecureTransport": "true" };
  const at = (caller: string, policy: Policy | undefined, resource: string) =>
    policy === undefined ? "silent" : decide(policy, { caller, action, resource, context }).answer;
  const [pointKey, bucketKey] = [`${point.arn}/object/${key}`, `${bucketArn(point.bucket)}/${key}`];
  const resources = (caller: string) => [at(caller, point.policy, pointKey), at(caller, behind, bucketKey)];
  const { arn } = roles.appliance;
  const own = rolePermissions(roles.appliance);
  const answers = resources(arn);
  const atPoint = together(at(arn, own, pointKey), answers[0] ?? "silent");
  const atBucket = together(at(arn, own, bucketKey), answers[1] ?? "silent");
  return {
    what,
    role: roleCell(atPoint, atBucket),
    ownAccount: together(...resources(someone(account))) === "denied" ? DENIED : OWN,
    otherAccount:
      together(...resources(someone(account === STRANGER ? OTHER_STRANGER : STRANGER))) === "denied"
        ? DENIED
        : NO,
  };
}

function roleCell(atPoint: Decision["answer"], atBucket: Decision["answer"]): string {
  if (atPoint === "denied" || atBucket === "denied") return DENIED;
  if (atPoint === "silent") return NO;
  return atBucket === "allowed" ? MAY : `${MAY}, where the bucket's own policy permits it`;
}

const ANOTHER = "panorama-another";

/** Secrets have no policy of their own here, so another account has no way in. */
function secretRows(model: Model): Row[] {
  if (model.secrets.length === 0) return [];
  const row = (what: string, name: string, region: string): Row => ({
    what,
    role: identityCell(
      model,
      "secretsmanager:GetSecretValue",
      `arn:aws:secretsmanager:${region}:${model.account}:secret:${name}-AbCdEf`,
    ),
    ownAccount: OWN,
    otherAccount: NO,
  });
  const shown = model.secrets.slice(0, MOST);
  return [
    ...shown.map(({ name, region }: Secret) => row(`read the secret \`${name}\` (${region})`, name, region)),
    row("read any other secret", ANOTHER, model.region),
  ];
}

function identityCell(
  { roles: { appliance } }: Model,
  action: string,
  resource: string,
  context = {},
): string {
  const { answer } = decide(rolePermissions(appliance), { caller: appliance.arn, action, resource, context });
  return { allowed: MAY, denied: DENIED, silent: NO }[answer];
}

/** What appliances do besides, logs and metrics, and what none of them should. */
function deviceRows(model: Model): Row[] {
  const { account, deviceRegions } = model;
  const [region = model.region] = deviceRegions;
  const group = (where: string, owner: string) =>
    `arn:aws:logs:${where}:${owner}:log-group:/aws/panorama/devices/x`;
  const row = (what: string, action: string, resource: string, context = {}): Row => ({
    what,
    role: identityCell(model, action, resource, context),
    ownAccount: OWN,
    otherAccount: NO,
  });
  return [
    row("write device logs in its Regions", "logs:PutLogEvents", group(region, account)),
    row("write device logs elsewhere", "logs:PutLogEvents", group("eu-central-1", account)),
    row("put metrics of `PanoramaDeviceMetrics`", "cloudwatch:PutMetricData", "*", {
      "cloudwatch:namespace": "PanoramaDeviceMetrics",
    }),
    row("put any other metrics", "cloudwatch:PutMetricData", "*", { "cloudwatch:namespace": "x" }),
    row("pass a role", "iam:PassRole", `arn:aws:iam::${account}:role/x`),
  ];
}
