import { atValue, type FindingKind, finding } from "../finding";
import { inFileOrder, type Secret } from "../model";
import type { Check } from "../rule";
import { quoted, shellQuoted } from "../text";

const kind: FindingKind = {
  code: "secret-arn-missing",
  severity: "error",
  summary: "A secret is adopted by its whole ARN, which nobody can tell from its name.",
};

/** What prints a secret's whole ARN, by its name. */
export const tellsArn = ({ name, region }: Pick<Secret, "name" | "region">): string =>
  `aws secretsmanager describe-secret --secret-id ${shellQuoted(name)} --region ${region} --query ARN --output text`;

export const secretArnMissing: Check = {
  kind,
  run({ model }) {
    const unnamed = model.secrets.filter(({ source, arn }) => source === "import" && arn === undefined);
    return inFileOrder(unnamed).map((secret) => {
      const message = `the adopted secret ${quoted(secret.name)} has no "arn": AWS put six characters behind its name, and Terraform imports it by the whole`;
      const help = `add arn: and what this prints: ${tellsArn(secret)}`;
      return finding(kind, atValue(...secret.path, "source"), message, { help });
    });
  },
};
