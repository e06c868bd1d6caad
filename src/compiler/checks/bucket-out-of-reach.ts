import { atValue, type FindingKind, finding } from "../finding";
import { inFileOrder } from "../model";
import { roleRepair } from "../role-repair";
import type { Check } from "../rule";
import { quoted } from "../text";

const kind: FindingKind = {
  code: "bucket-out-of-reach",
  severity: "warning",
  summary: "The AWS managed policy may not reach a bucket of this name through its access points.",
};

/** The buckets that AWSPanoramaApplianceServiceRolePolicy, v5, names. */
const REACHED = /.-(nodepackage|application-payload)-store-./;

/**
 * A bucket that Terraform makes lets the role in by its own policy, which within an account is enough: so that is only
 * worth knowing. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export const bucketOutOfReach: Check = {
  kind,
  run({ model, document }) {
    // In quarantine it reaches none.
    if (model.roles.appliance.managedPolicyArn === undefined || model.lifecycle === "quarantined") return [];
    const used = new Set(model.accessPoints.map(({ bucket }) => bucket));
    return inFileOrder(model.buckets).flatMap(({ name, source, path }) => {
      if (!used.delete(name) || REACHED.test(name)) return []; // one finding for a name
      const place = atValue(...path, "name");
      const fact = `the AWS managed policy names only buckets *-nodepackage-store-* and *-application-payload-store-*, not ${quoted(name)}`;
      if (source !== "existing") {
        const message = `${fact}; the bucket's own policy lets the appliance role in instead`;
        return [finding(kind, place, message, { severity: "info" })];
      }
      const message = `${fact}; AWS does not document whether S3 asks it about the bucket behind an access point, so reading may fail`;
      const help = `${roleRepair(document.tree, "permissions", "scoped")}, which names the bucket; or let the bucket's own policy permit the role to read through its access points`;
      return [finding(kind, place, message, { help })];
    });
  },
};
