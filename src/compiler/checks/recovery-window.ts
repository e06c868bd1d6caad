import { atValue, type FindingKind, finding } from "../finding";
import type { Check } from "../rule";
import { counted } from "../text";

const kind: FindingKind = {
  code: "recovery-window",
  severity: "error",
  summary: "A deleted secret can be brought back for 7 to 30 days, or not at all.",
};

/** https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_DeleteSecret.html: RecoveryWindowInDays */
const SHORTEST = 7;

export const recoveryWindow: Check = {
  kind,
  run({ model }) {
    return model.secrets.flatMap(({ recoveryWindowDays: days, path }) => {
      if (days === 0 || days >= SHORTEST) return [];
      const message = `AWS Secrets Manager keeps a deleted secret for ${SHORTEST} to 30 days, or for none; found ${counted(days, "day")}`;
      const help = `write recoveryWindowDays: ${SHORTEST}; or 0, with which a deleted secret is gone at once and for good`;
      return [finding(kind, atValue(...path, "recoveryWindowDays"), message, { help })];
    });
  },
};
