import type { Model } from "../model";
import { type Policy, policyDocument } from "../policies/policy";
import { thingPolicy } from "../policies/thing";
import { counted, listed } from "../text";

/** How many are shown: hundreds would not fit into a pull request's page. */
const MOST_POLICIES = 5;

/** The final JSON of what stands in no other section: the certificates' policy and those of access points. */
export function finalPoliciesSection(model: Model): string[] {
  const texts = [...ofCertificates(model), ...ofAccessPoints(model)];
  return texts.length === 0 ? [] : ["## Final policies", ...texts];
}

/** One text for all Regions: only their names differ. */
function ofCertificates({ strictness, account, iotPolicies }: Model): string[] {
  const [first, ...others] = iotPolicies;
  if (first === undefined) return [];
  const also =
    others.length === 0
      ? ""
      : `, and but for the Region's name of ${listed(others.map(({ name }) => `\`${name}\``))}`;
  return [
    `The final IoT policy \`${first.name}\`${also}:`,
    policyText(thingPolicy(strictness, account, first.region)),
  ];
}

function ofAccessPoints({ accessPoints }: Model): string[] {
  const more = accessPoints.length - MOST_POLICIES;
  return [
    ...accessPoints
      .slice(0, MOST_POLICIES)
      .flatMap(({ name, region, policy }) => [
        `The final policy of the access point \`${name}\` in ${region}:`,
        policyText(policy),
      ]),
    ...(more > 0 ? [`Not shown here: the policies of ${counted(more, "more access point")}.`] : []),
  ];
}

/** A policy as the JSON that AWS keeps. */
export const policyText = (policy: Policy): string =>
  `\`\`\`json\n${JSON.stringify(policyDocument(policy), null, 2)}\n\`\`\``;
