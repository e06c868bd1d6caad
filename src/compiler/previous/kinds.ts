import type { FindingKind } from "../finding";

/** The findings that come of comparing a document with what the output folder holds. */
export const previousKinds = {
  account: {
    code: "document-changed-account",
    severity: "error",
    summary: "A document's states belong to one account; another account needs another name.",
  },
  renamed: {
    code: "document-renamed",
    severity: "warning",
    summary: "Another document of the last output is of the same account; only one can own its roles.",
  },
  changesRegion: {
    code: "resource-changes-region",
    severity: "warning",
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
  sharedGoes: {
    code: "shared-resource-goes",
    severity: "warning",
    summary: "What sites share can be deleted only when none of them uses it any more.",
  },
  stackGoes: {
    code: "stack-goes",
    severity: "warning",
    summary: "A stack of the last output is no longer made; its state may still hold resources.",
  },
} as const satisfies Record<string, FindingKind>;
