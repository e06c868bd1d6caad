import { annotationLine, MOST_ANNOTATIONS } from "../report/github";
import type { Diff } from "./diff";
import { securityTally, terraformTally } from "./grouped";
import { reasonLines, subjectName } from "./words";

/** Annotations for GitHub Actions: one for each subject that is wider or incomparable, one for all the rest. */
export function githubText(diff: Diff): string {
  const grievous = diff.security.filter(
    ({ relation }) => relation === "wider" || relation === "incomparable",
  );
  const more = grievous.length - MOST_ANNOTATIONS;
  const lines = [
    ...grievous
      .slice(0, MOST_ANNOTATIONS)
      .map((change) =>
        annotationLine("warning", `trust is ${change.relation}`, [
          `${subjectName(change.subject)} is ${change.relation}`,
          ...reasonLines(change),
        ]),
      ),
    annotationLine("notice", "panorama-compile diff", [
      ...(more > 0 ? [`${more} more are wider or incomparable: panorama-compile diff --format pretty`] : []),
      `Security: ${diff.relation} (${securityTally(diff)})`,
      `Terraform: ${terraformTally(diff)}`,
    ]),
  ];
  return lines.map((line) => `${line}\n`).join("");
}
