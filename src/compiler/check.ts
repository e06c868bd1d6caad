import { proveTrust } from "./access/battery";
import { accessPointName } from "./checks/access-point-name";
import { accessPointRegion } from "./checks/access-point-region";
import { addressCollision } from "./checks/address-collision";
import { adoptedRoleReadsSecrets } from "./checks/adopted-role-reads-secrets";
import { arnMismatch } from "./checks/arn-mismatch";
import { backendRegion } from "./checks/backend-region";
import { bucketName } from "./checks/bucket-name";
import { bucketOutOfReach } from "./checks/bucket-out-of-reach";
import { certificateNotImported } from "./checks/certificate-not-imported";
import { confusedDeputy } from "./checks/confused-deputy";
import { deviceIdMissing } from "./checks/device-id-missing";
import { deviceIdUnusual } from "./checks/device-id-unusual";
import { duplicate } from "./checks/duplicate";
import { evaluatedText } from "./checks/evaluated-text";
import { expectationFailed } from "./checks/expectation-failed";
import { expectationIdle } from "./checks/expectation-idle";
import { ignoredKey } from "./checks/ignored-key";
import { jobDocumentValue } from "./checks/job-document-value";
import { jobRunsRemotely } from "./checks/job-runs-remotely";
import { jobTargets } from "./checks/job-targets";
import { lockOverwritesState } from "./checks/lock-overwrites-state";
import { noActiveAppliance } from "./checks/no-active-appliance";
import { noEffect } from "./checks/no-effect";
import { passwordInUrl } from "./checks/password-in-url";
import { policyTooLarge } from "./checks/policy-too-large";
import { prefixOpenEnded } from "./checks/prefix-open-ended";
import { privateKeyInText } from "./checks/private-key-in-text";
import { providerVersion } from "./checks/provider-version";
import { quarantined } from "./checks/quarantined";
import { recoveryWindow } from "./checks/recovery-window";
import { renamedFrom } from "./checks/renamed-from";
import { reprovisioning } from "./checks/reprovisioning";
import { reprovisioningOverdue } from "./checks/reprovisioning-overdue";
import { rolePathAssumed } from "./checks/role-path-assumed";
import { secretArnMissing } from "./checks/secret-arn-missing";
import { secretArnName } from "./checks/secret-arn-name";
import { secretLikeKey } from "./checks/secret-like-key";
import { secretName } from "./checks/secret-name";
import { secretNameSuffix } from "./checks/secret-name-suffix";
import { siteCollision } from "./checks/site-collision";
import { stateBucketMade } from "./checks/state-bucket-made";
import { stateNotLocked } from "./checks/state-not-locked";
import { tagKeysCollide } from "./checks/tag-keys-collide";
import { tagValueEmpty } from "./checks/tag-value-empty";
import { thingNamePrefix } from "./checks/thing-name-prefix";
import { tokenInText } from "./checks/token-in-text";
import { tombstoneNameUsed } from "./checks/tombstone-name-used";
import { tooManyAttributes } from "./checks/too-many-attributes";
import { tooManyJobTemplates } from "./checks/too-many-job-templates";
import { tooManyTargets } from "./checks/too-many-targets";
import { trustPolicyOverflow } from "./checks/trust-policy-overflow";
import { trustPolicyTooLarge } from "./checks/trust-policy-too-large";
import { undeclaredReference } from "./checks/undeclared-reference";
import { untilMissing } from "./checks/until-missing";
import { untilNotADay } from "./checks/until-not-a-day";
import { workspaceName } from "./checks/workspace-name";
import type { Finding } from "./finding";
import type { Check, Checked } from "./rule";
import { told } from "./too-many";

export const checks: readonly Check[] = [
  accessPointName,
  accessPointRegion,
  addressCollision,
  adoptedRoleReadsSecrets,
  arnMismatch,
  backendRegion,
  bucketName,
  bucketOutOfReach,
  certificateNotImported,
  confusedDeputy,
  deviceIdMissing,
  deviceIdUnusual,
  duplicate,
  evaluatedText,
  expectationFailed,
  expectationIdle,
  ignoredKey,
  jobDocumentValue,
  jobRunsRemotely,
  jobTargets,
  lockOverwritesState,
  noActiveAppliance,
  noEffect,
  passwordInUrl,
  policyTooLarge,
  prefixOpenEnded,
  privateKeyInText,
  tokenInText,
  providerVersion,
  quarantined,
  recoveryWindow,
  renamedFrom,
  reprovisioning,
  reprovisioningOverdue,
  rolePathAssumed,
  secretArnMissing,
  secretArnName,
  secretLikeKey,
  secretName,
  secretNameSuffix,
  siteCollision,
  stateBucketMade,
  stateNotLocked,
  tagKeysCollide,
  tagValueEmpty,
  thingNamePrefix,
  tombstoneNameUsed,
  tooManyAttributes,
  tooManyJobTemplates,
  tooManyTargets,
  trustPolicyOverflow,
  trustPolicyTooLarge,
  undeclaredReference,
  untilMissing,
  untilNotADay,
  workspaceName,
];

/**
 * Stage 4: what AWS, the provider or a careful reviewer would refuse. All checks run; their order does not matter. First
 * the trust policy itself is asked what a confused deputy would ask.
 */
export function check(checked: Checked): Finding[] {
  proveTrust(checked.model);
  return told(checks.flatMap((c) => c.run(checked)));
}
