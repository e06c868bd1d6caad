import type { KINDS } from "../../discover/judge/kinds";
import type { FindingKind } from "../finding";

type Code = keyof typeof KINDS;

/** What discover says of an account. Its own list is a part of another bundle: the compiler holds the two together. */
const texts: {
  readonly [C in Code]: { readonly severity: (typeof KINDS)[C]; readonly summary: string };
} = {
  "not-seen": { severity: "warning", summary: "a permission was missing: what it hides" },
  "not-adoptable": { severity: "warning", summary: "something is there that a spec can't say, and why" },
  "role-missing": { severity: "info", summary: "the service-linked role is not there" },
  "role-made": {
    severity: "warning",
    summary: "the appliance role is not there, and applying the spec creates it",
  },
  "trust-unconditioned": {
    severity: "warning",
    summary: "Panorama may assume the role on behalf of any account: a confused deputy",
  },
  "trust-other-principal": {
    severity: "warning",
    summary: "somebody else may assume the role; adopting takes that away",
  },
  "trust-wider": { severity: "warning", summary: "the spec's trust policy lets in more than today's" },
  "trust-narrower": {
    severity: "info",
    summary: "the spec's trust policy lets in no devices of a Region that today's does",
  },
  "trust-admits-nobody": {
    severity: "info",
    summary: "today's trust policy lets nobody in, and so does the spec's",
  },
  "role-policies-go": {
    severity: "warning",
    summary: "policies of the appliance role that adopting takes away",
  },
  "role-deny-goes": {
    severity: "warning",
    summary: "a Deny of the appliance role that adopting takes away, which gives it rights",
  },
  "role-permissions-wider": {
    severity: "warning",
    summary: "the managed policy is not attached; the spec's own may allow more than today's",
  },
  "policy-wide": {
    severity: "warning",
    summary: "a policy of the role, or of certificates, that allows far more than an appliance needs",
  },
  "attribute-left-out": {
    severity: "warning",
    summary: "a thing's attribute is most likely a secret, and is not written into the spec",
  },
  "certificate-active": {
    severity: "warning",
    summary: "a thing's certificate is active: who has its key can still sign in",
  },
  "certificate-active-unattached": { severity: "warning", summary: "active certificates on no thing" },
  "certificate-left-out": {
    severity: "warning",
    summary: "a thing has more than one certificate, or another principal",
  },
  "iot-policy-unused": { severity: "info", summary: "IoT policies that nobody uses" },
  "iot-policy-added": {
    severity: "info",
    summary: "certificates get the Region's IoT policy beside those that they have",
  },
  "access-point-policy-replaced": {
    severity: "warning",
    summary: "an access point's policy lets in or denies what the spec's does not",
  },
  "access-point-wider": {
    severity: "warning",
    summary: "the spec's policy of an access point lets the appliance role do more than today's",
  },
  "secret-reads-narrower": {
    severity: "info",
    summary: "the role may read secrets today, and with the spec reads none",
  },
  "secret-key-unusable": {
    severity: "warning",
    summary: "a secret's key that no policy lets Panorama use; only the key's own could",
  },
  "tags-go": { severity: "info", summary: "tags that adopting takes away" },
  "panorama-stack": {
    severity: "warning",
    summary: "a CloudFormation stack with resources of AWS Panorama, whose service has ended",
  },
};

/** Every kind of finding that discover has. */
export const accountKinds: readonly FindingKind[] = Object.entries(texts).map(([code, text]) => ({
  code,
  ...text,
}));
