import type { Condition, Policy, Statement } from "../policies/policy";
import { meets, type TextTest } from "./text-test";

/** A request as a policy sees it. */
export interface Request {
  /** The principal of a service, or the ARN of a user or role. */
  readonly caller: string;
  /** `sts:AssumeRole` */
  readonly action: string;
  /** An ARN, or `*`; of a trust policy the role itself, which its statements don't name. */
  readonly resource: string;
  /** Condition keys, but for those that follow from who asks. Their names know no case. */
  readonly context: Readonly<Record<string, string>>;
}

/** What a policy by itself says to a request. */
export interface Decision {
  readonly answer: "denied" | "silent" | "allowed";
  /** The statement that decides it; undefined where none does. */
  readonly statement: Statement | undefined;
}

/**
 * What a policy says: a Deny outweighs every Allow.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export function decide({ statements }: Policy, request: Request): Decision {
  const matching = statements.filter((statement) => unmetParts(statement, request).next().done);
  const denying = matching.find(({ effect }) => effect === "Deny");
  if (denying) return { answer: "denied", statement: denying };
  const [allowing] = matching;
  return { answer: allowing ? "allowed" : "silent", statement: allowing };
}

/** A part of a statement that a request does not meet. */
export type Unmet = "principal" | "action" | "resource" | Condition;

/** All that keeps a statement from being about a request; empty where it is. */
export const unmet = (statement: Statement, request: Request): Unmet[] => [...unmetParts(statement, request)];

/** One by one, since mostly it is enough to know of one. */
function* unmetParts(statement: Statement, request: Request): Generator<Unmet> {
  const { actions, notActions, resources, notResources, conditions = [] } = statement;
  const action = request.action.toLowerCase(); // actions know no case
  const isAction = (pattern: string) => meets({ how: "like", text: pattern.toLowerCase() }, action);
  const isResource = (pattern: string) => meets({ how: "like", text: pattern }, request.resource);
  if (!isPrincipal(statement, request.caller)) yield "principal";
  if (!named(actions, notActions, isAction)) yield "action";
  if (!named(resources, notResources, isResource)) yield "resource";
  for (const condition of conditions)
    if (!holds(condition, keyOf(request, condition.variable))) yield condition;
}

/** `AWS: "*"` is everybody, services too. */
const isPrincipal = ({ principals }: Statement, caller: string): boolean =>
  principals === undefined ||
  principals.some(({ type, identifiers }) =>
    identifiers.some((identifier) => identifier === caller || (type === "AWS" && identifier === "*")),
  );

function named(
  these: readonly string[] | undefined,
  notThese: readonly string[] | undefined,
  isIt: (pattern: string) => boolean,
): boolean {
  return these ? these.some(isIt) : !notThese?.some(isIt);
}

function keyOf({ caller, context }: Request, key: string): string | undefined {
  const folded = key.toLowerCase();
  if (caller.startsWith("arn:") && folded === "aws:principalarn") return caller;
  if (caller.startsWith("arn:") && folded === "aws:principalaccount") return caller.split(":")[4];
  const own = Object.keys(context).find((name) => name.toLowerCase() === folded);
  return own === undefined ? undefined : context[own];
}

/** A negated operator holds where the key is missing; every other does not. */
function holds({ test, values }: Condition, value: string | undefined): boolean {
  const isBool = test === "Bool";
  const text = isBool ? value?.toLowerCase() : value;
  const how: TextTest["how"] = test.startsWith("Arn") ? "arn" : test.endsWith("Like") ? "like" : "is";
  const isOne =
    text !== undefined && values.some((one) => meets({ how, text: isBool ? one.toLowerCase() : one }, text));
  return isOne !== test.includes("Not");
}
