import type { FindingKind } from "../finding";

/** The findings that come of comparing a document with what the output folder holds. */
export const previousKinds = {
  account: {
    code: "document-changed-account",
    severity: "error",
    summary: "A document's states belong to one account; another account needs another name.",
  },
  unreadable: {
    code: "last-output-unreadable",
    severity: "error",
    mildest: "warning",
    summary: "What the last output has must be readable, or what applying would destroy can't be told.",
  },
  renamed: {
    code: "document-renamed",
    severity: "warning",
    summary: "Another document of the last output is of the same account; only one can own its roles.",
  },
  certificateStays: {
    code: "certificate-stays-inactive",
    severity: "warning",
    summary: "A certificate that the last output made inactive is in use again, and nothing makes it active.",
  },
  changesRegion: {
    code: "resource-changes-region",
    severity: "warning",
    reorders: true,
    summary: "AWS can't move a resource to another Region: it is destroyed there and made anew here.",
  },
  changesStack: {
    code: "resource-changes-stack",
    severity: "warning",
    summary:
      "A resource must be moved to another state, or Terraform destroys it in one stack and makes it in another.",
  },
  stateMoves: {
    code: "states-change-place",
    severity: "warning",
    summary: "States must be moved to another backend, or Terraform starts from nothing there.",
  },
  vanished: {
    code: "entry-vanished",
    severity: "error",
    summary:
      "What the last output has and the spec has no more needs a tombstone, or Terraform would destroy it.",
  },
  misplaced: {
    code: "tombstone-misplaced",
    severity: "error",
    summary: "A tombstone must stand for what the last output has, in the Region and site where that is.",
  },
  tombstoneDone: {
    code: "tombstone-done",
    severity: "info",
    summary: "A tombstone has done its work once its stack has been applied.",
  },
  tombstoneGoes: {
    code: "tombstone-goes",
    severity: "info",
    summary: "A tombstone or a renamedFrom may go only when its stack has been applied with it.",
  },
  renameRefused: {
    code: "rename-refused",
    severity: "error",
    summary: "A rename moves what an appliance has within its stack, and does nothing else.",
  },
  renameUnknown: {
    code: "rename-unknown",
    severity: "warning",
    summary: "A former name must be one that the last output has.",
  },
  renameDone: {
    code: "rename-done",
    severity: "info",
    summary: "A renamedFrom has done its work once its stack has been applied.",
  },
  certificateGoes: {
    code: "certificate-goes",
    severity: "warning",
    summary: "An appliance loses the certificate that the last output gave it.",
  },
  leftActive: {
    code: "certificate-left-active",
    severity: "warning",
    summary: "A forgotten appliance keeps a certificate with which it can connect.",
  },
  inUse: {
    code: "destroyed-in-use",
    severity: "error",
    summary: "What a tombstone destroys must not be another appliance's now.",
  },
  typeInUse: {
    code: "thing-type-in-use",
    severity: "error",
    summary: "A thing type can't be destroyed while a forgotten thing has it.",
  },
  thingName: {
    code: "thing-name-changes",
    severity: "error",
    summary:
      "The name of a thing is AWS's own: under another it is another thing, and the old one destroyed.",
  },
  rolePath: {
    code: "role-path-changes",
    severity: "warning",
    summary: "IAM can't change a role's path: Terraform destroys the role and makes another.",
  },
  notAttached: {
    code: "managed-policy-not-attached",
    severity: "warning",
    summary: "Terraform can't import the attachment of a managed policy that the last output took away.",
  },
  serviceLinkedGoes: {
    code: "service-linked-role-goes",
    severity: "warning",
    summary: "Terraform destroys a service-linked role that it made and that the spec leaves out.",
  },
  sharedGoes: {
    code: "shared-resource-goes",
    severity: "warning",
    reorders: true,
    summary: "What sites share can be deleted only when none of them uses it any more.",
  },
  stackGoes: {
    code: "stack-goes",
    severity: "warning",
    summary: "A stack of the last output is no longer made; its state may still hold resources.",
  },
} as const satisfies Record<string, FindingKind>;
