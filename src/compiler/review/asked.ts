import { battery } from "../access/battery";
import type { Model } from "../model";
import { counted } from "../text";

/** What the trust policy answered to the requests that every compile asks it, and what the spec expects. */
export function askedOfTrust(model: Model): string[] {
  const rows = battery(model).map(({ question, isAllowed }, index) => {
    const answer = isAllowed ? (index === 0 ? "allowed" : "**allowed**") : "denied";
    return `| ${question} | ${answer} |`;
  });
  const { length } = model.expectations;
  return [
    "**Asked of it** at every compile, as `panorama.amazonaws.com` but for the last:",
    ["| to assume the role | answer |", "| --- | --- |", ...rows].join("\n"),
    ...(length === 0 ? [] : [`What the spec expects holds too (\`expect\`: ${counted(length, "request")}).`]),
  ];
}
