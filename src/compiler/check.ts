import { addressCollision } from "./checks/address-collision";
import { arnMismatch } from "./checks/arn-mismatch";
import { confusedDeputy } from "./checks/confused-deputy";
import { deviceIdMissing } from "./checks/device-id-missing";
import { deviceIdUnusual } from "./checks/device-id-unusual";
import { duplicate } from "./checks/duplicate";
import { ignoredKey } from "./checks/ignored-key";
import { noActiveAppliance } from "./checks/no-active-appliance";
import { noEffect } from "./checks/no-effect";
import { providerVersion } from "./checks/provider-version";
import { siteCollision } from "./checks/site-collision";
import { tagKeysCollide } from "./checks/tag-keys-collide";
import { thingNamePrefix } from "./checks/thing-name-prefix";
import { tooManyAttributes } from "./checks/too-many-attributes";
import { trustPolicyOverflow } from "./checks/trust-policy-overflow";
import { trustPolicyTooLarge } from "./checks/trust-policy-too-large";
import { undeclaredReference } from "./checks/undeclared-reference";
import type { Finding } from "./finding";
import type { Check, Checked } from "./rule";

export const checks: readonly Check[] = [
  addressCollision,
  arnMismatch,
  confusedDeputy,
  deviceIdMissing,
  deviceIdUnusual,
  duplicate,
  ignoredKey,
  noActiveAppliance,
  noEffect,
  providerVersion,
  siteCollision,
  tagKeysCollide,
  thingNamePrefix,
  tooManyAttributes,
  trustPolicyOverflow,
  trustPolicyTooLarge,
  undeclaredReference,
];

/** Stage 4: what AWS, the provider or a careful reviewer would refuse. All checks run; their order does not matter. */
export const check = (checked: Checked): Finding[] => checks.flatMap((c) => c.run(checked));
