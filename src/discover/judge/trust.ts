import { deviceArn, PANORAMA } from "../../compiler/policies/trust";
import { type Condition, covers, coversAction, coversArn, type Statement, statementsOf } from "./policy";

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
  /** Regions whose devices of this account are all let in. */
  readonly regions: readonly string[];
  /** Single devices of this account, in other Regions than those. */
  readonly devices: readonly Device[];
  /** Whether it looks at aws:SourceArn at all. */
  readonly namesArns: boolean;
  /** Whether it lets Panorama in for anything at all. */
  readonly anybody: boolean;
  /** Conditions on other keys, which no strictness has. */
  readonly otherKeys: readonly string[];
  /** Whether it has a Deny beside. */
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
/** An account that is not the one at hand. */
const strangerTo = (account: string): string =>
  account === "000000000000" ? "999999999999" : "000000000000";
/** No device has this id; so what matches it matches every device. */
const SOME_DEVICE = "device-00000000000000000000000000";

/** Reads a trust policy by trying out whom it lets in. */
export function trustedBy(document: unknown, account: string): Trusted {
  const statements = statementsOf(document).filter(({ actions = [ASSUME] }) =>
    actions.some((pattern) => coversAction(pattern, ASSUME)),
  );
  const allows = statements.filter((statement) => statement.allows);
  const panoramas = allows.filter(({ principals }) => principals.some(isPanorama));
  const lets = (source: string, arn: string) =>
    panoramas.some(({ conditions }) => conditions.every((condition) => holds(condition, source, arn)));
  const regions: string[] = PANORAMA_REGIONS.filter((region) =>
    lets(account, deviceArn(region, account, SOME_DEVICE)),
  );
  const devices = [...new Set(panoramas.flatMap(arnsIn))]
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
    denies: statements.some((statement) => !statement.allows),
    others: [...othersIn(allows), ...foreignAccountsIn(panoramas, account)],
  };
}

const isPanorama = ({ type, id }: Statement["principals"][number]): boolean =>
  type === "Service" && id === PANORAMA;

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

/** Whether a condition holds for a request of Panorama's; one that is about something else may. */
function holds(condition: Condition, sourceAccount: string, sourceArn: string): boolean {
  const known = comparisonOf(condition.operator);
  if (known === undefined) return true;
  const { compare, negated } = known;
  const value = isKey(condition, "aws:SourceAccount")
    ? sourceAccount
    : isKey(condition, "aws:SourceArn")
      ? sourceArn
      : undefined;
  if (value === undefined) return true;
  return condition.values.some((pattern) => compare(pattern, value)) !== negated;
}

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
    .filter(
      (condition) =>
        comparisonOf(condition.operator) === undefined ||
        !(isKey(condition, "aws:SourceAccount") || isKey(condition, "aws:SourceArn")),
    )
    .map(({ key }) => key);
  return [...new Set(keys)].sort();
}

function othersIn(allows: readonly Statement[]): string[] {
  const others = allows
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
