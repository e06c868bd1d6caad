import type { Secret } from "../model";
import { addressOf, variableOf } from "../names";
import type * as Spec from "../spec.generated";

export function secretOf(secret: Spec.Secret, index: number, account: Spec.Account): Secret {
  const {
    name,
    source = "create",
    arn,
    description,
    kmsKeyId,
    recoveryWindowDays = 30,
    value,
    valueVersion = 1,
  } = secret;
  return {
    path: ["secrets", index],
    name,
    source,
    arn,
    address: addressOf(name),
    region: secret.region ?? account.region,
    description,
    kmsKeyId,
    recoveryWindowDays,
    variable: value === "variable" ? { name: variableOf(name), version: valueVersion } : undefined,
  };
}
