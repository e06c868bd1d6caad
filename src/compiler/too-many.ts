import { atValue, type Finding, type FindingKind, finding } from "./finding";
import { LIMITS } from "./limits";

export const tooManyFindings: FindingKind = {
  code: "too-many-findings",
  severity: "error",
  summary: "Of a document with very many mistakes only the first are told.",
};

/** What one stage tells of a document: the first mistakes, and that there are more. `isMore` where it counted itself. */
export function told(findings: readonly Finding[], isMore = findings.length > LIMITS.findings): Finding[] {
  const first = findings.slice(0, LIMITS.findings);
  return isMore ? [...first, finding(tooManyFindings, atValue(), MESSAGE, HELP)] : first;
}

const MESSAGE = `this document has more than ${LIMITS.findings} mistakes of this sort; no more of them are told`;
const HELP = { help: "mend the first: the others are told then" };
