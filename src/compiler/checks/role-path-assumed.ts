import { atValue, type FindingKind, finding } from "../finding";
import type { Check } from "../rule";
import { quoted } from "../text";
import { isWritten } from "../yaml/tree";

const kind: FindingKind = {
  code: "role-path-assumed",
  severity: "warning",
  summary:
    "The path of an adopted role should be written down: with a wrong one Terraform replaces the role.",
};

/** What prints the appliance role's path. */
export const tellsPath = (role: string): string =>
  `aws iam get-role --role-name ${role} --query Role.Path --output text`;

export const rolePathAssumed: Check = {
  kind,
  run({ model, document }) {
    const { source, path, name } = model.roles.appliance;
    if (source !== "import" || isWritten(document.tree, ["roles", "appliance", "path"])) return [];
    const message = `the adopted role's path is taken to be ${quoted(path)}; should it have another, Terraform would destroy the role and make a new one`;
    const help = `add path: and what this prints: ${tellsPath(name)}`;
    return [finding(kind, atValue("roles", "appliance", "source"), message, { help })];
  },
};
