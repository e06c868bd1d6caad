/**
 * A small IAM, for the statements that the compiler makes. Written from IAM's documentation, not from policies/, so that
 * the tests have a second opinion: what it doesn't know it refuses.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export interface Caller {
  /** Of the user or role (not of the session); undefined for a request without credentials, and for a service. */
  readonly arn: string | undefined;
  readonly account: string;
  /** The principal of a service of AWS. */
  readonly service?: string;
}

export interface Call {
  readonly caller: Caller;
  readonly action: string;
  readonly resource: string;
  /** Condition keys beside those of the caller. */
  readonly context?: Readonly<Record<string, string>>;
}

export type Answer = "allowed" | "denied" | "silent";

type Values = string | readonly string[];

interface StatementJson {
  readonly Effect: "Allow" | "Deny";
  readonly Principal?: { readonly AWS?: Values; readonly Service?: Values };
  readonly Action?: Values;
  readonly NotAction?: Values;
  readonly Resource?: Values;
  readonly NotResource?: Values;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, Values>>>>;
}

const KNOWN = ["Sid", "Effect", "Principal", "Action", "NotAction", "Resource", "NotResource", "Condition"];

/** What a policy, as the JSON document that AWS keeps, says to a call. A Deny outweighs every Allow. */
export function answer(document: { readonly Statement: readonly object[] }, call: Call): Answer {
  const effects = document.Statement.map((statement) => {
    const unknown = Object.keys(statement).filter((key) => !KNOWN.includes(key));
    if (unknown.length > 0) throw new Error(`elements that this IAM doesn't know: ${unknown}`);
    return statement as StatementJson;
  })
    .filter((statement) => matches(statement, call))
    .map(({ Effect }) => Effect);
  if (effects.includes("Deny")) return "denied";
  return effects.includes("Allow") ? "allowed" : "silent";
}

function matches(statement: StatementJson, call: Call): boolean {
  return (
    isPrincipal(statement, call.caller) &&
    named(statement.Action, statement.NotAction, (pattern) => like(call.action, pattern, "i")) &&
    named(statement.Resource, statement.NotResource, (pattern) => like(call.resource, pattern)) &&
    Object.entries(statement.Condition ?? {}).every(([operator, keys]) =>
      Object.entries(keys).every(([key, values]) => holds(operator, keyValue(key, call), listOf(values))),
    )
  );
}

/** Identity policies have no principal. An account's root stands for whoever it delegates to. */
function isPrincipal({ Principal }: StatementJson, caller: Caller): boolean {
  if (Principal === undefined) return true;
  if (listOf(Principal.Service ?? []).some((service) => service === caller.service)) return true;
  return listOf(Principal.AWS ?? []).some(
    (principal) =>
      principal === "*" ||
      (caller.arn !== undefined &&
        (principal === caller.arn || principal === `arn:aws:iam::${caller.account}:root`)),
  );
}

function named(these: Values | undefined, notThese: Values | undefined, isIt: (pattern: string) => boolean) {
  if ((these === undefined) === (notThese === undefined)) throw new Error("neither or both of X and NotX");
  return these === undefined ? !listOf(notThese ?? []).some(isIt) : listOf(these).some(isIt);
}

function keyValue(key: string, { caller, context = {} }: Call): string | undefined {
  const own: Readonly<Record<string, string | undefined>> = {
    "aws:PrincipalArn": caller.arn,
    "aws:PrincipalAccount": accountOf(caller),
  };
  return own[key] ?? context[key];
}

const accountOf = ({ arn, account, service }: Caller): string | undefined => {
  if (service !== undefined) return undefined;
  return arn === undefined ? "anonymous" : account;
};

/** One of the values; for a negated operator none of them, which a missing key is as well. */
function holds(operator: string, found: string | undefined, values: readonly string[]): boolean {
  const [, type, not, test] = /^(String|Arn|Bool)(Not)?(Equals|Like)?$/.exec(operator) ?? [];
  const isOne = () => found !== undefined && values.some((value) => same(type, test, found, value));
  if (type === undefined) throw new Error(`an operator that this IAM doesn't know: ${operator}`);
  return not === undefined ? isOne() : !isOne();
}

function same(type: string | undefined, test: string | undefined, found: string, value: string): boolean {
  if (type === "Bool") return found.toLowerCase() === value.toLowerCase();
  if (type === "String") return test === "Like" ? like(found, value) : found === value;
  // Both ARN operators know wildcards, in each of the six parts by itself.
  const [parts, patterns] = [arnParts(found), arnParts(value)];
  return parts.every((part, index) => like(part, patterns[index] ?? ""));
}

function arnParts(arn: string): string[] {
  const parts = arn.split(":");
  return [...parts.slice(0, 5), parts.slice(5).join(":")];
}

function like(text: string, pattern: string, flags = ""): boolean {
  const source = pattern
    .replace(/[\\^$.|+()[\]{}]/g, "\\$&")
    .replace(/\*/g, ".*")
    .replace(/\?/g, ".");
  return new RegExp(`^${source}$`, `s${flags}`).test(text);
}

const listOf = (values: Values): readonly string[] => (typeof values === "string" ? [values] : values);

/** What all policies that are asked say together within one account: a Deny of any outweighs an Allow of any. */
export function together(...answers: readonly Answer[]): Answer {
  if (answers.includes("denied")) return "denied";
  return answers.includes("allowed") ? "allowed" : "silent";
}
