import { deviceArn, PANORAMA } from "../../compiler/policies/trust";
import {
  type Condition,
  covers,
  coversArn,
  hasVariable,
  isAbout,
  type Statement,
  statementsOf,
} from "./policy";

/** The Regions of AWS Panorama: whom a trust policy lets in is tried out on a device of each. */
export const PANORAMA_REGIONS = [
  "ap-southeast-1",
  "ap-southeast-2",
  "ca-central-1",
  "eu-west-1",
  "us-east-1",
  "us-west-2",
] as const;

/** Whom a role's trust policy lets in, as far as it is about AWS Panorama. */
export interface Trusted {
  /** Whether it lets Panorama in on behalf of any account: a confused deputy. */
  readonly anyAccount: boolean;
  /** Regions whose devices of this account are all let in, as far as no Deny surely keeps them out. */
  readonly regions: readonly string[];
  /** Single devices of this account, in other Regions than those. */
  readonly devices: readonly Device[];
  /** Whether it looks at aws:SourceArn at all. */
  readonly namesArns: boolean;
  /** Whether it lets Panorama in for anything at all. */
  readonly anybody: boolean;
  /** Conditions on other keys, which no strictness has. */
  readonly otherKeys: readonly string[];
  /** Whether it has a Deny that may be about assuming the role. */
  readonly denies: boolean;
  /** Who else may assume the role. */
  readonly others: readonly string[];
}

/** A device that a trust policy names. */
export interface Device {
  readonly region: string;
  /** Its id; or a pattern for several. */
  readonly id: string;
  /** An ARN that it means. */
  readonly example: string;
}

const ASSUME = "sts:AssumeRole";
/** With which others than AWS services and accounts come in. */
const ASSUMES = [ASSUME, "sts:AssumeRoleWithSAML", "sts:AssumeRoleWithWebIdentity"];
/** An account that is not the one at hand. */
const strangerTo = (account: string): string =>
  account === "000000000000" ? "999999999999" : "000000000000";
/** No device has this id; so what matches it matches every device. */
const SOME_DEVICE = "device-00000000000000000000000000";

/** Reads a trust policy by trying out whom it lets in. */
export function trustedBy(document: unknown, account: string): Trusted {
  const all = statementsOf(document);
  const panoramas = all.filter(
    (statement) => statement.allows && isAbout(statement, ASSUME) && statement.principals.some(isPanorama),
  );
  const denies = all.filter((statement) => !statement.allows && mayDenyAssuming(statement));
  const lets = (source: string, arn: string) =>
    panoramas.some(({ conditions }) => conditions.every((one) => holds(one, source, arn) !== false)) &&
    !denies.some((statement) => deniesPanorama(statement, source, arn));
  const regions: string[] = PANORAMA_REGIONS.filter((region) =>
    lets(account, deviceArn(region, account, SOME_DEVICE)),
  );
  const devices = [...new Set([...panoramas, ...denies].flatMap(arnsIn))]
    .sort()
    .flatMap((pattern) => devicesIn(pattern, account))
    .filter(({ region, example }) => lets(account, example) && !regions.includes(region));
  const stranger = strangerTo(account);
  return {
    anyAccount: PANORAMA_REGIONS.some((region) => lets(stranger, deviceArn(region, stranger, SOME_DEVICE))),
    regions,
    devices,
    namesArns: panoramas.some((statement) => arnsIn(statement).length > 0),
    anybody: regions.length > 0 || devices.length > 0,
    otherKeys: otherKeysIn(panoramas),
    denies: denies.length > 0,
    others: [...othersIn(all), ...foreignAccountsIn(panoramas, account)],
  };
}

const isPanorama = ({ type, id }: Statement["principals"][number]): boolean =>
  type === "Service" && id === PANORAMA;

/** Also a Deny that names no action: IAM takes none such, so nobody knows what it denies. */
const mayDenyAssuming = (statement: Statement): boolean =>
  ASSUMES.some((action) => isAbout(statement, action)) ||
  (statement.actions ?? statement.notActions) === undefined;

/** Whether a Deny surely keeps a request of Panorama's out. */
function deniesPanorama(statement: Statement, source: string, arn: string): boolean {
  const { principals, conditions } = statement;
  const excepts = principals.filter(({ type }) => type === "Not");
  const isMeant =
    excepts.length > 0
      ? !excepts.some(({ id }) => id === PANORAMA || id === "*")
      : principals.some((principal) => isPanorama(principal) || principal.id === "*");
  return (
    isMeant &&
    isAbout(statement, ASSUME) &&
    conditions.every((condition) => holds(condition, source, arn) === true)
  );
}

const isKey = (condition: Condition, key: string): boolean =>
  condition.key.toLowerCase() === key.toLowerCase();

const arnsIn = ({ conditions }: Statement): string[] =>
  conditions.filter((condition) => isKey(condition, "aws:SourceArn")).flatMap(({ values }) => values);

/** The devices that a pattern of aws:SourceArn names, in each Region that it covers; not those that mean every device. */
function devicesIn(pattern: string, account: string): Device[] {
  const [, region = "", , id] = /^arn:aws:panorama:([^:]*):([^:]*):device\/(.+)$/.exec(pattern) ?? [];
  if (id === undefined || covers(id, SOME_DEVICE)) return [];
  return PANORAMA_REGIONS.filter((one) => covers(region, one)).map((one) => ({
    region: one,
    id,
    example: deviceArn(one, account, id.replace(/[*?]/g, "x")),
  }));
}

/** Whether a condition holds for a request of Panorama's; undefined for one that is about something else. */
function holds(condition: Condition, sourceAccount: string, sourceArn: string): boolean | undefined {
  const comparison = comparisonIn(condition);
  if (comparison === undefined) return undefined;
  const { compare, negated } = comparison;
  const value = isKey(condition, "aws:SourceAccount") ? sourceAccount : sourceArn;
  return condition.values.some((pattern) => compare(pattern, value)) !== negated;
}

/** How a condition compares, where it is about whose request it is, and by nothing unknown. */
const comparisonIn = (condition: Condition) =>
  (isKey(condition, "aws:SourceAccount") || isKey(condition, "aws:SourceArn")) &&
  !condition.values.some(hasVariable)
    ? comparisonOf(condition.operator)
    : undefined;

const equal = (pattern: string, text: string): boolean => pattern === text;

/** `…IfExists` and `ForAnyValue:…` are taken for the operator itself, which lets in less. */
function comparisonOf(operator: string) {
  const plain = operator
    .toLowerCase()
    .replace(/^for(any|all)values?:/, "")
    .replace(/ifexists$/, "");
  const negated = plain.includes("not");
  const compare = (
    {
      stringequals: equal,
      stringequalsignorecase: equal,
      stringlike: covers,
      arnequals: coversArn,
      arnlike: coversArn,
    } as const
  )[plain.replace("not", "")];
  return compare && { compare, negated };
}

function otherKeysIn(statements: readonly Statement[]): string[] {
  const keys = statements
    .flatMap(({ conditions }) => conditions)
    .filter((condition) => comparisonIn(condition) === undefined)
    .map(({ key }) => key);
  return [...new Set(keys)].sort();
}

function othersIn(statements: readonly Statement[]): string[] {
  const others = statements
    .filter((statement) => statement.allows && ASSUMES.some((action) => isAbout(statement, action)))
    .flatMap(({ principals }) => principals)
    .filter((principal) => !isPanorama(principal))
    .map(({ type, id }) => (type === "Not" ? `everybody but ${id}` : id === "*" ? "everybody" : id));
  return [...new Set(others)].sort();
}

/** Other accounts on whose behalf Panorama is let in by name. */
function foreignAccountsIn(panoramas: readonly Statement[], account: string): string[] {
  const named = panoramas
    .flatMap(({ conditions }) => conditions)
    .filter(
      (condition) =>
        isKey(condition, "aws:SourceAccount") && comparisonOf(condition.operator)?.negated === false,
    )
    .flatMap(({ values }) => values)
    .filter((value) => /^[0-9]{12}$/.test(value) && value !== account);
  return [...new Set(named)].sort().map((id) => `${PANORAMA} on behalf of the account ${id}`);
}
