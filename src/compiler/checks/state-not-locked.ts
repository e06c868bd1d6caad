import { atKey, type FindingKind, finding } from "../finding";
import type { Check } from "../rule";

const kind: FindingKind = {
  code: "state-not-locked",
  severity: "warning",
  summary: "The backend http locks states only where it is told how.",
};

/**
 * The other backends lock by themselves.
 * https://developer.hashicorp.com/terraform/language/backend/http: "This backend optionally supports state locking"
 */
export const stateNotLocked: Check = {
  kind,
  run({ model: { backend } }) {
    if (backend.type !== "http" || backend.lock !== undefined) return [];
    const message =
      "these states are not locked: of two applies at a time, one overwrites what the other has written";
    const help = LIKE_GITLAB.test(backend.address)
      ? `add lock: ${GITLAB_LOCK}`
      : `add lock: {} where the server takes LOCK and UNLOCK at a state's own address; as GitLab does it, lock: ${GITLAB_LOCK}`;
    return [finding(kind, atKey("terraform", "backend", "http"), message, { help })];
  },
};

/** https://docs.gitlab.com/user/infrastructure/iac/terraform_state/, and Gitea has the same. */
const LIKE_GITLAB = /\/terraform\/state\/$/;
const GITLAB_LOCK = "{ suffix: /lock, method: POST, unlockMethod: DELETE }";
