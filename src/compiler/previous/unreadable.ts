import { atKey, type Finding, finding } from "../finding";
import { stackPath } from "../manifest";
import { counted } from "../text";
import { previousKinds } from "./kinds";
import type { Unread } from "./stacks";

const LOST = "so what applying would destroy of it can't be told";

/** A stack of the last output that nothing can be compared with: what the spec lost since then would go without a word. */
export function unreadableStack({ name, isThere }: Unread): Finding {
  const path = stackPath(name);
  const back = `take ${path} back out of version control, as it was compiled last, and compile again`;
  if (isThere)
    return finding(
      previousKinds.unreadable,
      atKey("name"),
      `the output folder's ${path} is no longer what was compiled (a conflict of a merge, or a file cut off?), ${LOST}`,
      { help: `${back}; or, if nothing was applied from it, remove it` },
    );
  return finding(
    previousKinds.unreadable,
    atKey("name"),
    `the output folder's manifest.json has the stack ${name}, and ${path} can't be read, ${LOST}`,
    { help: `${back}, unless nothing was applied from it`, severity: "warning" },
  );
}

/** Stacks are there, and nothing says which others were. */
export const manifestLost = (names: readonly string[]): Finding =>
  finding(
    previousKinds.unreadable,
    atKey("name"),
    `the output folder has ${counted(names.length, "stack")} of this document and no manifest.json, so stacks that the spec does not give any more are not looked for`,
    { help: "take manifest.json back out of version control, and compile again", severity: "warning" },
  );
