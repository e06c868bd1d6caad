import type { Path } from "../finding";
import { isObject, own } from "../json/unchecked";
import { type Appliance, inFileOrder, type Model } from "../model";
import { deviceArn } from "../policies/trust";
import { canonical, policyIn } from "./canonical";
import type { Owner } from "./owners";

/** What is asked for a place: what an address belongs to, and what of it changes. */
export interface Asked {
  readonly model: Model;
  readonly owner: Owner | undefined;
  readonly type: string;
  /** The attributes that change; none where all of it comes or goes. */
  readonly attributes: readonly string[];
  readonly before: unknown;
  readonly after: unknown;
}

/** The field of an entry that an attribute comes from, by type and attribute. What is not here is the whole entry's. */
const FIELDS: Readonly<Record<string, Readonly<Record<string, Path>>>> = {
  aws_iot_thing: { name: ["thingName"], attributes: ["attributes"], thing_type_name: ["thingType"] },
  aws_iot_certificate: { csr: ["certificate", "csr"] },
  aws_s3_access_point: { bucket: ["bucket"], name: ["name"], vpc_configuration: ["vpcId"] },
  aws_s3control_access_point_policy: { policy: ["prefix"] },
  aws_secretsmanager_secret: {
    description: ["description"],
    kms_key_id: ["kmsKeyId"],
    name: ["name"],
    recovery_window_in_days: ["recoveryWindowDays"],
  },
  aws_secretsmanager_secret_version: { secret_string_wo_version: ["valueVersion"] },
  aws_cloudformation_stack: { template_body: ["document"] },
};

/** The field that a whole resource of an entry comes from. */
const PARTS: Readonly<Record<string, Path>> = {
  aws_iot_certificate: ["certificate"],
  aws_iot_policy_attachment: ["certificate"],
  aws_iot_thing_principal_attachment: ["certificate"],
  aws_iot_thing_type: ["thingType"],
  aws_secretsmanager_secret_version: ["value"],
};

/** Where the spec says what a change comes from: the best place first; the first that is written is the one. */
export function placesOf(asked: Asked): Path[] {
  const { model, owner, attributes } = asked;
  const isOfTags = attributes.length > 0 && attributes.every((name) => /^tags(_all)?$/.test(name));
  const isShut = model.lifecycle === "quarantined" && attributes.some((name) => SHUT.has(name));
  return [
    ...(isOfTags ? [["tags"]] : []),
    ...(isShut ? [["lifecycle"]] : []),
    ...(owner === undefined ? [] : ownPlaces(asked, owner)),
  ];
}

/** What quarantine changes. */
const SHUT = new Set(["assume_role_policy", "policy", "active"]);

function ownPlaces(asked: Asked, owner: Owner): Path[] {
  switch (owner.kind) {
    case "role":
      return rolePlaces(asked);
    case "serviceLinkedRole":
      return [["roles", "serviceLinked"], ["roles"], ["apiVersion"]];
    case "iotPolicy":
      return iotPolicyPlaces(asked);
    case "tombstone":
      return [owner.entry.path];
    default:
      return entryPlaces(asked, owner.entry.path);
  }
}

function entryPlaces({ type, attributes }: Asked, path: Path): Path[] {
  const changing = attributes.filter((name) => !/^tags(_all)?$/.test(name));
  const fields = changing.map((name) => entryOf(entryOf(FIELDS, type) ?? {}, name));
  const [field] = fields;
  const isOne = field !== undefined && new Set(fields.map((one) => one?.join("."))).size === 1;
  const isState = type === "aws_iot_certificate" && changing.join() === "active";
  const part = entryOf(PARTS, type);
  return [
    ...(isOne ? [[...path, ...field]] : []),
    ...(isState ? [[...path, "state"]] : []),
    ...(part ? [[...path, ...part]] : []),
    path,
  ];
}

/** What a table has itself: a type of the plan may be called `constructor`. */
const entryOf = <T>(table: Readonly<Record<string, T>>, key: string): T | undefined =>
  Object.hasOwn(table, key) ? table[key] : undefined;

function rolePlaces(asked: Asked): Path[] {
  const { attributes, type } = asked;
  const role = ["roles", "appliance"];
  if (attributes.includes("assume_role_policy")) return [...trustPlaces(asked), ["strictness"]];
  if (attributes.join() === "path") return [[...role, "path"], role, ["strictness"]];
  if (attributes.includes("permissions_boundary"))
    return [[...role, "permissionsBoundary"], role, ["strictness"]];
  if (type !== "aws_iam_role") return [[...role, "permissions"], ["strictness"]];
  return [role, ["strictness"]];
}

function iotPolicyPlaces({ model }: Asked): Path[] {
  const declared = model.declared.iotPolicies.map(({ path }) => path);
  const user = inFileOrder(model.appliances).find(({ certificate }) => certificate !== undefined);
  return [...declared.slice(0, 1), ...(user ? [[...user.path, "certificate"]] : []), ["strictness"]];
}

/** Of the appliances whose ARNs come into the trust policy or leave it the first, where all of the change is of them. */
function trustPlaces({ model, before, after }: Asked): Path[] {
  const [old, now] = [before, after].map((role) => trusted(own(role, "assume_role_policy")));
  if (old === undefined || now === undefined || old.rest !== now.rest) return [];
  const changed = new Set([
    ...[...now.arns].filter((arn) => !old.arns.has(arn)),
    ...[...old.arns].filter((arn) => !now.arns.has(arn)),
  ]);
  const moved = inFileOrder(model.appliances).filter((one) => isNamed(model, one, changed));
  const [first] = moved.filter(({ state }) => state !== "active").concat(moved);
  if (first === undefined) {
    const buried = model.tombstones.filter(({ kind }) => kind === "appliance");
    return buried.slice(0, 1).map(({ path }) => path);
  }
  return [[...first.path, first.state === "active" ? "deviceId" : "state"], first.path];
}

function isNamed(
  { account }: Model,
  { region, deviceId, state }: Appliance,
  arns: ReadonlySet<string>,
): boolean {
  if (deviceId !== undefined && arns.has(deviceArn(region, account, deviceId))) return true;
  return state === "reprovisioning" && arns.has(deviceArn(region, account, "*"));
}

/** The ARNs that a trust policy names, and all else that it says. */
function trusted(text: unknown): { readonly arns: ReadonlySet<string>; readonly rest: string } | undefined {
  const policy = typeof text === "string" ? policyIn(text) : undefined;
  const statements = own(policy, "Statement");
  if (!Array.isArray(statements) || statements.length !== 1) return undefined;
  const condition = own(statements[0], "Condition");
  const arns = own(own(condition, "ArnLike"), "aws:SourceArn");
  if (!Array.isArray(arns) || !isObject(condition)) return undefined;
  const rest = canonical({ ...statements[0], Condition: { ...condition, ArnLike: undefined } });
  return { arns: new Set(arns.filter((arn) => typeof arn === "string")), rest };
}
