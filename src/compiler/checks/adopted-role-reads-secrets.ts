import { atValue, type FindingKind, finding } from "../finding";
import type { Check } from "../rule";
import { counted } from "../text";
import { isWritten } from "../yaml/tree";

const kind: FindingKind = {
  code: "adopted-role-reads-secrets",
  severity: "warning",
  summary: "The default of readSecrets gives an adopted role rights that the console did not give it.",
};

/** The console gave the role the AWS managed policy, which reads no secret. */
export const adoptedRoleReadsSecrets: Check = {
  kind,
  run({ model, document }) {
    const { source, readSecrets } = model.roles.appliance;
    const isSaid = isWritten(document.tree, ["roles", "appliance", "readSecrets"]);
    const gains = source === "import" && readSecrets && model.secrets.length > 0;
    if (!gains || isSaid || model.lifecycle === "quarantined") return [];
    const message = `the adopted role gets the right to read ${counted(model.secrets.length, "secret")}, by the default of "readSecrets" on strictness "${model.strictness}"; what the console made can read none`;
    const help = "write readSecrets: false to keep it so, or readSecrets: true if it is meant to read them";
    return [finding(kind, atValue("roles", "appliance", "source"), message, { help })];
  },
};
