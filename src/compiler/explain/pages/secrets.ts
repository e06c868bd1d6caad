import type { Pages } from "../manual";

const CREATE = "https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_CreateSecret.html";

/** Pages about the names of secrets and what becomes of deleted ones. */
export const secrets: Pages = {
  "recovery-window": {
    why: `\
Secrets Manager keeps a deleted secret for 7 to 30 days, in which restore-secret brings it back;
the provider takes 0 too, for none. There is nothing between. Until the days are over, the name is
taken:
  InvalidRequestException: You can't create this secret because a secret with this name is
  already scheduled for deletion.

30, the default, is right for anything with a value in use. 0 deletes the value at once and for
good: right only for a secret that is made and destroyed again and again, as in a test. A destroy
uses the value in the state: change it and apply before the secret goes.
`,
    sources: [
      "https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_DeleteSecret.html",
      "https://docs.aws.amazon.com/secretsmanager/latest/userguide/manage_delete-secret.html",
    ],
  },

  "secret-name": {
    why: `\
The service-linked role reaches secret:panorama* and secret:Panorama*, and no other: neither
PANORAMA, nor a name with something before it, such as cam/panorama. Another secret can be made,
and AWS Panorama could never read it.

A secret can't be renamed: in a spec that was applied, another name is another secret. The old one
needs a tombstone (explain entry-vanished), and whoever reads it the new name. AWS does not document
which names or contents Panorama's own secrets of cameras have: a secret that you declare is yours.
`,
    sources: [
      "https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSPanoramaServiceLinkedRolePolicy.html",
      "https://docs.aws.amazon.com/panorama/latest/dev/using-service-linked-roles.html",
    ],
  },

  "secret-name-suffix": {
    why: `\
Secrets Manager puts a hyphen and six characters of its own behind the name in a secret's ARN, and
finds a secret by an ARN without them too. A name that ends alike can be taken for such an ARN: AWS
warns of "confusion and unexpected results when searching for a secret by partial ARN". The name
itself is allowed, so it is only a warning.

For a secret that does not exist yet, choose another end. One that was applied can't be renamed;
ask for it by its name or by its whole ARN, and leave it.
`,
    sources: [CREATE, "https://docs.aws.amazon.com/secretsmanager/latest/userguide/troubleshoot.html"],
  },
};
