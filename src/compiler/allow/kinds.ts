import type { FindingKind } from "../finding";

/** The findings about comments that allow findings. None of them can be allowed itself. */
export const allowKinds = {
  malformed: {
    code: "allow-malformed",
    severity: "error",
    summary: "A comment that allows a finding has one form, and does nothing in any other.",
  },
  withoutReason: {
    code: "allow-without-reason",
    severity: "error",
    summary: "A comment that allows a finding must say why.",
  },
  unknownCode: {
    code: "allow-unknown-code",
    severity: "error",
    summary: "A comment can allow only a finding that there is.",
  },
  refused: {
    code: "allow-refused",
    severity: "error",
    summary:
      "Warnings and notices can be allowed, but for those that say in which order to apply; errors never.",
  },
  unused: {
    code: "allow-unused",
    severity: "warning",
    summary: "A comment that allows nothing would hide a finding of its code when one comes.",
  },
} as const satisfies Record<string, FindingKind>;
