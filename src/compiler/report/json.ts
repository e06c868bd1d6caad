import type { LocatedFinding } from "../api";
import { countsOf } from "../finding";
import { RUNNER_COMMAND, unseenReplaced } from "../text";
import type { Report } from "./report";

/**
 * JSON in which escapes stand for what could play with a terminal, and for what a CI runner would take for a command.
 * It says the same: who reads it gets every name as it is.
 */
export function jsonText(value: unknown, indent?: number): string {
  const escaped = (text: string) =>
    text.replace(/[\s\S]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
  return unseenReplaced(JSON.stringify(value, null, indent), escaped).replace(RUNNER_COMMAND, escaped);
}

/** One object: what was found, what comments of the specs allow, how much of each severity, what else is wrong, and more of the run. */
export function jsonReport(
  { findings, allowed, troubles = [] }: Pick<Report, "findings" | "allowed" | "troubles">,
  more: object = {},
): string {
  const { error, warning, info } = countsOf(findings);
  const summary = { errors: error, warnings: warning, infos: info };
  return `${jsonText({ findings, allowed, summary, ...(troubles.length > 0 && { troubles }), ...more }, 2)}\n`;
}

/** One finding on each line, and nothing else. What is allowed is no finding. */
export const jsonLines = ({ findings }: { readonly findings: readonly LocatedFinding[] }): string =>
  findings.map((finding) => `${jsonText(finding)}\n`).join("");
