import { withoutSecrets } from "../redact/forms";
import { oneLine } from "../text";

/** The longest text of a plan that is shown, in characters: an ARN has at most 2048, but nobody reads that. */
const LONGEST = 300;

/** A text of a plan as it may be shown: on one line, without what has the form of a secret, and cut. */
export function clean(text: string): string {
  const shown = oneLine(withoutSecrets(text));
  const characters = shown.length > LONGEST ? [...shown] : [];
  return characters.length > LONGEST ? `${characters.slice(0, LONGEST).join("")}…` : shown;
}
