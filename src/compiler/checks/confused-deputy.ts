import { atValue, type FindingKind, finding } from "../finding";
import { PANORAMA } from "../policies/trust";
import type { Check } from "../rule";

const kind: FindingKind = {
  code: "confused-deputy",
  severity: "warning",
  summary: "A trust policy without conditions lets a service act in this account on behalf of another.",
};

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html */
export const confusedDeputy: Check = {
  kind,
  run({ model }) {
    if (model.strictness !== "service" || model.lifecycle === "quarantined") return [];
    const message = `on strictness "service" ${PANORAMA} may assume the appliance role on behalf of any account (confused deputy)`;
    return [finding(kind, atValue("strictness"), message, { help: "write strictness: account" })];
  },
};
