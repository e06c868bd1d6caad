import type { Strictness } from "../spec.generated";
import { type Condition, EVERYBODY, type Policy, policySize } from "./policy";

/** The service principal of AWS Panorama; not regional. */
export const PANORAMA = "panorama.amazonaws.com";

/** What the trust policy is made of. */
export interface TrustInput {
  readonly strictness: Strictness;
  readonly account: string;
  readonly regions: readonly string[];
  /** Nobody is let in, whatever else stands here. */
  readonly quarantined: boolean;
  /**
   * What strictness `device` lets in: ARNs of the appliances that are not retired, and the pattern of a Region's devices
   * where one of them has no ARN yet.
   */
  readonly deviceArns: readonly string[];
  readonly overflow: "refuse" | "region";
  /** The account's quota for a role's trust policy, in characters. */
  readonly quota: number;
}

/** The appliance role's trust policy, and how it relates to its quota. */
export interface Trust {
  readonly policy: Policy;
  /** The rung that the policy stands on: `region` where `device` did not fit and the spec allows the fall back. */
  readonly rung: Strictness | "nobody";
  /** Characters without white space. */
  readonly size: number;
  readonly quota: number;
  /** The size that strictness `device` would have, where the trust fell back. */
  readonly overflowed?: number;
}

/** Who may assume the appliance role: https://docs.aws.amazon.com/panorama/latest/dev/security-iam-trustpolicies.html */
export function applianceTrust(input: TrustInput): Trust {
  if (input.quarantined) return trustOf(NOBODY, "nobody", input);
  const wanted = trustOn(input.strictness, input);
  if (input.strictness !== "device" || wanted.size <= input.quota || input.overflow === "refuse")
    return wanted;
  return { ...trustOn("region", input), overflowed: wanted.size };
}

/** Whether what strictness `device` lets in is every device of a Region, not one. */
const isPattern = (deviceArn: string): boolean => deviceArn.endsWith(":device/*");

/** The Regions all of whose devices strictness `device` lets in, while one of theirs is being reprovisioned. */
export const regionsLetIn = ({ deviceArns }: TrustInput): string[] =>
  deviceArns.filter(isPattern).map((arn) => arn.split(":")[3] ?? "");

/** The devices that strictness `device` names. */
export const devicesNamed = ({ deviceArns }: TrustInput): string[] =>
  deviceArns.filter((arn) => !isPattern(arn));

/** How many of the named devices, taken in order, fit into the quota beside the patterns. */
export function devicesThatFit(input: TrustInput): number {
  const [named, patterns] = [devicesNamed(input), input.deviceArns.filter(isPattern)];
  const fits = (count: number) =>
    trustOn("device", { ...input, deviceArns: [...patterns, ...named.slice(0, count)] }).size <= input.quota;
  let count = 0;
  while (count < named.length && fits(count + 1)) count++;
  return count;
}

/** A device's ARN; with the id `*` the pattern of every device of an account in a Region. */
export const deviceArn = (region: string, account: string, id: string): string =>
  `arn:aws:panorama:${region}:${account}:device/${id}`;

/**
 * Quarantine names no service principal, so it can be written even should IAM no longer know Panorama's.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_manage_delete.html
 */
const NOBODY: Policy = {
  statements: [{ effect: "Deny", principals: [EVERYBODY], actions: ["sts:AssumeRole"] }],
};

const trustOf = (policy: Policy, rung: Trust["rung"], { quota }: TrustInput): Trust => ({
  policy,
  rung,
  size: policySize(policy),
  quota,
});

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
  return trustOf(policy, rung, input);
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
