import type { Severity } from "../../compiler/finding";
import type { Where } from "../account";

/** Every kind of finding that discover has: about an account, not about a spec. Codes are stable. */
export const KINDS = {
  "not-seen": "warning",
  "not-adoptable": "warning",
  "role-missing": "info",
  "role-made": "warning",
  "trust-unconditioned": "warning",
  "trust-other-principal": "warning",
  "trust-wider": "warning",
  "trust-narrower": "info",
  "trust-admits-nobody": "info",
  "role-policies-go": "warning",
  "role-deny-goes": "warning",
  "role-permissions-wider": "warning",
  "policy-wide": "warning",
  "attribute-left-out": "warning",
  "certificate-active": "warning",
  "certificate-active-unattached": "warning",
  "certificate-left-out": "warning",
  "iot-policy-unused": "info",
  "iot-policy-added": "info",
  "access-point-policy-replaced": "warning",
  "access-point-wider": "warning",
  "secret-reads-narrower": "info",
  "secret-key-unusable": "warning",
  "tags-go": "info",
  "panorama-stack": "warning",
} as const satisfies Record<string, Severity>;

export type Code = keyof typeof KINDS;

/** What discover says of an account. */
export interface Finding {
  readonly code: Code;
  readonly severity: Severity;
  /** A Region, or `iam`. */
  readonly where: Where;
  readonly message: string;
  readonly help?: string;
  /** The entry of the spec that it stands at, by its key; without one it stands at no entry. */
  readonly about?: string;
  /** What is said at the entry in place of the message, where the entry itself shows what it is about. */
  readonly note?: string;
}

export type Particulars = Pick<Finding, "help" | "about" | "note">;

export const finding = (code: Code, where: Where, message: string, more: Particulars = {}): Finding => ({
  code,
  severity: KINDS[code],
  where,
  message,
  ...more,
});

/** Keys of entries, by which a finding and its comment in the spec find each other. */
export const keyOf = (kind: "thing" | "access point" | "secret", region: string, name: string): string =>
  `${kind} ${region} ${name}`;

export const STRICTNESS = "strictness";
export const SERVICE_LINKED_ROLE = "roles.serviceLinked";
export const APPLIANCE_ROLE = "roles.appliance";
