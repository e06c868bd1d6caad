import { refusalsOf } from "../../src/compiler/commands/discover";
import { MANAGED_POLICY_ARN } from "../../src/compiler/policies/permissions";
import type { Account, ApplianceRole, Place, Thing } from "../../src/discover/account";
import { acceptable } from "../../src/discover/adopt/acceptable";
import { adopt } from "../../src/discover/adopt/adopt";
import { judge } from "../../src/discover/judge/judge";
import { write } from "../../src/discover/write/write";

export const ACCOUNT = "123456789012";
export const ROLE_ARN = `arn:aws:iam::${ACCOUNT}:role/service-role/AWSPanoramaApplianceServiceRole`;

export const policy = (...statements: readonly object[]) => ({
  Version: "2012-10-17",
  Statement: statements,
});

/** A trust policy for Panorama with conditions. */
export const trust = (condition?: object) =>
  policy({
    Effect: "Allow",
    Principal: { Service: "panorama.amazonaws.com" },
    Action: "sts:AssumeRole",
    ...(condition && { Condition: condition }),
  });

export const role = (more: Partial<ApplianceRole> = {}): ApplianceRole => ({
  arn: ROLE_ARN,
  path: "/service-role/",
  boundary: undefined,
  trust: trust({ StringEquals: { "aws:SourceAccount": ACCOUNT } }),
  tagKeys: [],
  attached: [MANAGED_POLICY_ARN],
  inline: [],
  ...more,
});

export const place = (more: Partial<Place> = {}): Place => ({
  region: "us-east-1",
  things: [],
  certificates: [],
  policies: [],
  thingTypes: [],
  jobTemplates: [],
  accessPoints: [],
  secrets: [],
  stacks: [],
  ...more,
});

export const account = (more: Partial<Account> = {}): Account => ({
  id: ACCOUNT,
  regions: ["us-east-1"],
  serviceLinkedRole: { arn: "arn", path: "/" },
  applianceRole: role(),
  places: [place()],
  denied: [],
  ...more,
});

export const thing = (name: string, more: Partial<Thing> = {}): Thing => ({
  name,
  type: undefined,
  attributes: {},
  principals: [],
  ...more,
});

export const certificateArn = (digit: string, region = "us-east-1"): string =>
  `arn:aws:iot:${region}:${ACCOUNT}:cert/${digit.repeat(64)}`;

/** What discover gives for an account, without reading one; refused by the compiler's own rules. */
export function discovered(found: Account) {
  const draft = acceptable(adopt(found, "panorama-test"), refusalsOf);
  const findings = judge(draft);
  return { draft, findings, text: write(draft, findings), codes: findings.map(({ code }) => code) };
}
