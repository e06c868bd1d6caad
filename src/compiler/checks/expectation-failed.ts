import { decide, type Request, type Unmet, unmet } from "../access/decide";
import { rolePermissions } from "../access/role-policies";
import { atKey, atValue, type Finding, type FindingKind, finding } from "../finding";
import type { Expectation, Model } from "../model";
import { type Policy, policyDocument, type Statement } from "../policies/policy";
import { applianceTrust } from "../policies/trust";
import type { Check } from "../rule";
import { listed, quoted } from "../text";
import { isWritten } from "../yaml/tree";

const kind: FindingKind = {
  code: "expectation-failed",
  severity: "error",
  summary: "The appliance role's policies must answer as the spec expects.",
};

export const expectationFailed: Check = {
  kind,
  run({ model, document: { tree } }) {
    return model.expectations.flatMap((expectation) => {
      const { path, asks } = expectation;
      const resource = [...path, "resource"];
      const idle =
        asks === "trust" && isWritten(tree, resource)
          ? [finding(kind, atKey(...resource), NO_RESOURCE, { help: "remove it" })]
          : [];
      return [...idle, ...failed(expectation, model)];
    });
  },
};

const NO_RESOURCE = 'a trust policy is asked about its own role: with "principal", "resource" says nothing';

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

const textOf = (statement: Statement): string =>
  JSON.stringify(policyDocument({ statements: [statement] }).Statement[0]);

/** Of the statements that allow something, the one that least is missing for. */
function nearestOf({ statements }: Policy, request: Request): string {
  const [nearest] = statements
    .filter(({ effect }) => effect === "Allow")
    .map((statement) => ({ statement, missing: unmet(statement, request) }))
    .sort((a, b) => a.missing.length - b.missing.length);
  if (nearest === undefined) return "no statement allows anything";
  const { statement, missing } = nearest;
  return `no statement allows it; the nearest asks for ${listed(missing.map(wordsOf))}: ${textOf(statement)}`;
}

const wordsOf = (part: Unmet): string =>
  typeof part === "string" ? `another ${part}` : `another ${quoted(part.variable)}`;

/** The nearest rung on which nobody is let in by the request. */
function narrower({ asks, request }: Expectation, { strictness, roles }: Model): string | undefined {
  if (asks !== "trust") return undefined;
  const rungs = ["service", "account", "region", "device"] as const;
  const rung = rungs
    .slice(rungs.indexOf(strictness) + 1)
    .find(
      (one) =>
        decide(applianceTrust({ ...roles.appliance.trustInput, strictness: one }).policy, request).answer !==
        "allowed",
    );
  return rung && `write strictness: ${rung}, on which it is not allowed`;
}
