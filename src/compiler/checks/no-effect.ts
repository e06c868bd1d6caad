import { atKey, type FindingKind, finding } from "../finding";
import type { Check } from "../rule";
import { isWritten } from "../yaml/tree";

const kind: FindingKind = {
  code: "no-effect",
  severity: "warning",
  summary: "A field says something that cannot take effect.",
};

export const noEffect: Check = {
  kind,
  run({ model, document }) {
    const path = ["roles", "appliance", "overflow"] as const;
    if (model.strictness === "device" || !isWritten(document.tree, path)) return [];
    const message = `"roles.appliance.overflow" has no effect on strictness "${model.strictness}": only "device" names appliances`;
    return [finding(kind, atKey(...path), message, { help: "remove it" })];
  },
};
