import { type Decision, decide, type Request, unmet } from "../access/decide";
import type { Policy, Statement } from "../policies/policy";
import { requestsOf } from "./requests";

/** How what a policy lets through relates to what another did. */
export type Relation = "same" | "narrower" | "wider" | "incomparable";

/** A request that two policies answer differently: what can be tried to see that they differ. */
export interface Witness {
  readonly request: Request;
  readonly before: Decision["answer"];
  readonly after: Decision["answer"];
  /** The statement of either policy that makes the difference. */
  readonly statement: Statement | undefined;
}

/** A relation, with a request for each way in which the two differ. */
export interface Comparison {
  readonly relation: Relation;
  /** To which the new policy says more than the old one. */
  readonly gained: Witness | undefined;
  /** To which it says less. */
  readonly lost: Witness | undefined;
}

const ANYTHING = { actions: ["*"], resources: ["*"] } as const;

/** Which answers count as different. */
export interface Scale {
  /**
   * Of a policy that alone decides, as a role's trust policy does, a Deny is no more than silence. Elsewhere another
   * policy may allow what this one is silent about, but not what it denies.
   */
  readonly alone: boolean;
  /** What the policy is ever asked about, as patterns; absent for anything. */
  readonly within?: Pick<Statement, "actions" | "resources"> | undefined;
}

/**
 * Compares two policies over all requests there are, by a request of each class that no statement of either tells apart.
 * Exact: never `same` or `narrower` where a request is let through that was not. Throws TooComplex where there are too
 * many classes. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export function compare(before: Policy, after: Policy, { alone, within = ANYTHING }: Scale): Comparison {
  if (JSON.stringify(before) === JSON.stringify(after))
    return { relation: "same", gained: undefined, lost: undefined };
  const rank = (answer: Decision["answer"]): number =>
    answer === "allowed" ? 2 : answer === "silent" ? 1 : alone ? 1 : 0;
  let gained: Witness | undefined;
  let lost: Witness | undefined;
  const asked: Statement = { effect: "Allow", ...within };
  for (const request of requestsOf([asked, ...before.statements, ...after.statements])) {
    if (unmet(asked, request).length > 0) continue;
    const [old, now] = [decide(before, request), decide(after, request)];
    const change = rank(now.answer) - rank(old.answer);
    if (change === 0) continue;
    const witness = { request, before: old.answer, after: now.answer };
    // What is allowed at last, or was at first, says more than what is only no longer denied.
    if (change > 0 && (gained === undefined || rank(now.answer) > rank(gained.after)))
      gained = { ...witness, statement: now.statement ?? old.statement };
    if (change < 0 && (lost === undefined || rank(old.answer) > rank(lost.before)))
      lost = {
        ...witness,
        statement: old.answer === "allowed" ? (now.statement ?? old.statement) : now.statement,
      };
  }
  return { relation: relationOf(gained !== undefined, lost !== undefined), gained, lost };
}

/** The relation of what gains, loses, both or neither. */
export function relationOf(gains: boolean, loses: boolean): Relation {
  if (gains) return loses ? "incomparable" : "wider";
  return loses ? "narrower" : "same";
}

/** The relation of a whole of parts that each have theirs. */
export function together(relations: readonly Relation[]): Relation {
  const has = (relation: Relation) => relations.includes(relation);
  const mixed = has("incomparable");
  return relationOf(mixed || has("wider"), mixed || has("narrower"));
}
