import type { Strictness } from "../spec.generated";
import { type Condition, type Policy, policySize } from "./policy";

/** The service principal of AWS Panorama; not regional. */
export const PANORAMA = "panorama.amazonaws.com";

/** What the trust policy is made of. */
export interface TrustInput {
  readonly strictness: Strictness;
  readonly account: string;
  readonly regions: readonly string[];
  /** ARNs of the active appliances; only looked at on strictness `device`. */
  readonly deviceArns: readonly string[];
  readonly overflow: "refuse" | "region";
  /** The account's quota for a role's trust policy, in characters. */
  readonly quota: number;
}

/** The appliance role's trust policy, and how it relates to its quota. */
export interface Trust {
  readonly policy: Policy;
  /** The rung that the policy stands on: `region` where `device` did not fit and the spec allows the fall back. */
  readonly rung: Strictness;
  /** Characters without white space. */
  readonly size: number;
  readonly quota: number;
  /** The size that strictness `device` would have, where the trust fell back. */
  readonly overflowed?: number;
}

/** Who may assume the appliance role: https://docs.aws.amazon.com/panorama/latest/dev/security-iam-trustpolicies.html */
export function applianceTrust(input: TrustInput): Trust {
  const wanted = trustOn(input.strictness, input);
  if (input.strictness !== "device" || wanted.size <= input.quota || input.overflow === "refuse")
    return wanted;
  return { ...trustOn("region", input), overflowed: wanted.size };
}

/** How many of the appliances' ARNs, taken in order, fit into the quota. */
export function devicesThatFit(input: TrustInput): number {
  const fits = (count: number) =>
    trustOn("device", { ...input, deviceArns: input.deviceArns.slice(0, count) }).size <= input.quota;
  let count = 0;
  while (count < input.deviceArns.length && fits(count + 1)) count++;
  return count;
}

/** A device's ARN; with the id `*` the pattern of every device of an account in a Region. */
export const deviceArn = (region: string, account: string, id: string): string =>
  `arn:aws:panorama:${region}:${account}:device/${id}`;

function trustOn(rung: Strictness, input: TrustInput): Trust {
  const conditions = conditionsOf(rung, input);
  const policy: Policy = {
    statements: [
      {
        effect: "Allow",
        principals: [{ type: "Service", identifiers: [PANORAMA] }],
        actions: ["sts:AssumeRole"],
        ...(conditions.length > 0 && { conditions }),
      },
    ],
  };
  return { policy, rung, size: policySize(policy), quota: input.quota };
}

/** Each rung adds to the one before. ArnLike matches the six parts of an ARN separately, so the Region is written out. */
function conditionsOf(rung: Strictness, { account, regions, deviceArns }: TrustInput): Condition[] {
  if (rung === "service") return [];
  const sameAccount: Condition = { test: "StringEquals", variable: "aws:SourceAccount", values: [account] };
  if (rung === "account") return [sameAccount];
  const anyDevice = regions.map((region) => deviceArn(region, account, "*"));
  const values = rung === "region" ? anyDevice : [...deviceArns];
  return [sameAccount, { test: "ArnLike", variable: "aws:SourceArn", values }];
}
