import { atValue, type FindingKind, finding } from "../finding";
import { inFileOrder } from "../model";
import type { Check } from "../rule";
import { quoted } from "../text";
import { tellsArn } from "./secret-arn-missing";

const kind: FindingKind = {
  code: "secret-arn-name",
  severity: "error",
  summary: "A secret's ARN must be that of the secret of this name.",
};

/** The name in a secret's whole ARN: what stands before the hyphen and the six characters that AWS adds. */
export const nameInSecretArn = (arn: string): string | undefined =>
  /:secret:(.+)-[A-Za-z0-9]{6}$/.exec(arn)?.[1];

/** Terraform would import the one and replace it by the other. */
export const secretArnName: Check = {
  kind,
  run({ model }) {
    return inFileOrder(model.secrets).flatMap((secret) => {
      const { name, arn, path } = secret;
      const found = arn === undefined ? undefined : nameInSecretArn(arn);
      if (found === undefined || found === name) return [];
      const message = `the ARN is that of the secret ${quoted(found)}, not of ${quoted(name)}: Terraform would import the one and replace it by the other`;
      const help = `write name: ${found}; or the ARN of ${name}, which this prints: ${tellsArn(secret)}`;
      return [finding(kind, atValue(...path, "arn"), message, { help })];
    });
  },
};
