import { jsonText } from "../report/json";
import type { Witness } from "./compare";
import type { Diff } from "./diff";
import type { SecurityChange } from "./security";
import { subjectName, witnessText } from "./words";

/** One object with everything: nothing is left out for want of space. */
export function jsonDiff({ old, new: now, relation, security, terraform }: Diff): string {
  const value = {
    old,
    new: now,
    relation,
    security: security.map(changeData),
    terraform,
  };
  return `${jsonText(value, 2)}\n`;
}

/** Who has a role's permissions, or a certificate, is the subject's to say. */
function requestData({ request: { caller, ...rest } }: Witness, { kind }: SecurityChange["subject"]) {
  return kind === "permissions" || kind === "IoT policy" ? rest : { caller, ...rest };
}

function changeData({ subject, relation, status, reasons }: SecurityChange) {
  const { kind, name, account, region, made } = subject;
  const witness = (how: "gained" | "lost", one: Witness | undefined) =>
    one && {
      [how]: {
        text: witnessText(one, subject, how),
        request: requestData(one, subject),
        before: one.before,
        after: one.after,
        ...(one.statement?.sid !== undefined && { statement: one.statement.sid }),
      },
    };
  return {
    relation,
    kind,
    subject: subjectName(subject),
    name,
    account,
    ...(region !== undefined && { region }),
    status,
    resources: made,
    reasons: reasons.map(({ relation: own, text, edits = [], gained, lost }) => ({
      relation: own,
      ...(text !== "" && { text }),
      ...(edits.length > 0 && { edits }),
      ...witness("gained", gained),
      ...witness("lost", lost),
    })),
  };
}
