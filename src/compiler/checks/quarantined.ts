import { atValue, type FindingKind, finding } from "../finding";
import type { Model } from "../model";
import { PANORAMA } from "../policies/trust";
import type { Check } from "../rule";
import { counted } from "../text";

const kind: FindingKind = {
  code: "quarantined",
  severity: "info",
  summary: "The account is being taken out of use: what the spec names of it is shut.",
};

export const quarantined: Check = {
  kind,
  run({ model }) {
    if (model.lifecycle === "active") return [];
    const message = `the account is quarantined: ${shut(model).join("; ")}`;
    const help = [
      `lifecycle: active brings back the former text; whether IAM still accepts ${PANORAMA} in a trust policy then, AWS does not document`,
      ...staying(model),
    ].join("\n");
    return [finding(kind, atValue("lifecycle"), message, { help })];
  },
};

function shut({ appliances, accessPoints }: Model): string[] {
  const certificates = appliances.filter(({ certificate }) => certificate !== undefined).length;
  return [
    "nobody may assume the appliance role, which is denied everything",
    ...(certificates > 0
      ? [`${counted(certificates, "certificate")} ${certificates === 1 ? "is" : "are"} inactive`]
      : []),
    ...(accessPoints.length > 0
      ? [
          `${counted(accessPoints.length, "access point")} ${accessPoints.length === 1 ? "lets" : "let"} the role do nothing`,
        ]
      : []),
  ];
}

/** What going back does not open again. */
function staying({ appliances }: Model): string[] {
  const count = appliances.filter(
    ({ certificate, state }) =>
      certificate?.from === "arn" && certificate.said === undefined && state !== "retired",
  ).length;
  if (count === 0) return [];
  const whose = count === 1 ? "1 certificate given by arn stays" : `${count} certificates given by arn stay`;
  return [`${whose} inactive even so, unless status: active is written beside it`];
}
