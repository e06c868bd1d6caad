import { atKey, type FindingKind, finding } from "../finding";
import type { Check } from "../rule";
import { listed } from "../text";
import { quotaHelp } from "./trust-policy-too-large";

const kind: FindingKind = {
  code: "trust-policy-overflow",
  severity: "warning",
  summary: "The appliances do not fit into the trust policy, so it names their Regions instead.",
};

export const trustPolicyOverflow: Check = {
  kind,
  run({ model, document }) {
    const { trust } = model.roles.appliance;
    if (trust.overflowed === undefined) return [];
    const message =
      `naming every appliance takes ${trust.overflowed} characters of ${trust.quota}; ` +
      `the trust policy lets in every device of ${listed(model.deviceRegions)} instead`;
    const help = quotaHelp(trust.overflowed, document.tree);
    return [finding(kind, atKey("roles", "appliance", "overflow"), message, { help })];
  },
};
