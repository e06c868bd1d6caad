import { decide, type Request, type Unmet, unmet } from "../access/decide";
import { rolePermissions } from "../access/role-policies";
import { atValue, type Finding, type FindingKind, finding } from "../finding";
import type { Expectation, Model } from "../model";
import { type Policy, policyDocument, type Statement } from "../policies/policy";
import { applianceTrust } from "../policies/trust";
import type { Check } from "../rule";
import { listed, quoted } from "../text";

const kind: FindingKind = {
  code: "expectation-failed",
  severity: "error",
  summary: "The appliance role's policies must answer as the spec expects.",
};

export const expectationFailed: Check = {
  kind,
  run: ({ model }) => model.expectations.flatMap((expectation) => failed(expectation, model)),
};

function failed(expectation: Expectation, model: Model): Finding[] {
  const { path, effect, asks, request } = expectation;
  const { appliance } = model.roles;
  const policy = asks === "trust" ? appliance.trust.policy : rolePermissions(appliance);
  const { answer, statement } = decide(policy, request);
  if ((answer === "allowed") === (effect === "allow")) return [];
  const [whose, allows, doNot] =
    asks === "trust" ? ["trust policy", "allows", "does not allow"] : ["policies", "allow", "do not allow"];
  const message = `the ${whose} of ${appliance.name} ${answer === "allowed" ? allows : doNot} this request`;
  const why = statement ? deciding(statement) : nearestOf(policy, request);
  const way = effect === "deny" ? narrower(expectation, model) : undefined;
  return [finding(kind, atValue(...path), message, { help: way === undefined ? why : `${way}\n${why}` })];
}

const deciding = (statement: Statement): string => `decided by ${textOf(statement)}`;

/** A statement as JSON, of long lists only the first few: all of it stands in review.md. */
const textOf = (statement: Statement): string =>
  JSON.stringify(policyDocument({ statements: [statement] }).Statement[0], (_, value) =>
    Array.isArray(value) && value.length > MOST_ITEMS
      ? [...value.slice(0, MOST_ITEMS), `… ${value.length - MOST_ITEMS} more`]
      : value,
  );

const MOST_ITEMS = 5;

/** Of the statements that allow something, the one that least is missing for. */
function nearestOf({ statements }: Policy, request: Request): string {
  const [nearest] = statements
    .filter(({ effect }) => effect === "Allow")
    .map((statement) => ({ statement, missing: unmet(statement, request) }))
    .filter(({ missing }) => !missing.includes("action"))
    .sort((a, b) => a.missing.length - b.missing.length);
  if (nearest === undefined) return "no statement allows this action at all";
  const { statement, missing } = nearest;
  const wanted = listed(missing.map((part) => wordsOf(part, request)));
  return `no statement allows it; the nearest asks for ${wanted}: ${textOf(statement)}`;
}

function wordsOf(part: Unmet, { context }: Request): string {
  if (typeof part === "string") return `another ${part}`;
  const isGiven = Object.keys(context).some((key) => key.toLowerCase() === part.variable.toLowerCase());
  return isGiven
    ? `another ${quoted(part.variable)}`
    : `${quoted(part.variable)}, which the context does not have`;
}

/** The nearest rung that can be written on which nobody is let in by the request. */
function narrower({ asks, request }: Expectation, { strictness, roles }: Model): string | undefined {
  if (asks !== "trust") return undefined;
  const { trustInput } = roles.appliance;
  const rung = (["service", "account", "region", "device"] as const).slice(RUNGS[strictness]).find((one) => {
    const trust = applianceTrust({ ...trustInput, strictness: one });
    const isThere = one !== "device" || (trustInput.deviceArns.length > 0 && trust.size <= trust.quota);
    return isThere && decide(trust.policy, request).answer !== "allowed";
  });
  return rung && `write strictness: ${rung}, on which it is not allowed`;
}

/** How many rungs there are up to one. */
const RUNGS = { service: 1, account: 2, region: 3, device: 4 } as const;
