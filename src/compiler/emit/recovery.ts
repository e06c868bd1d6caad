import { renameSync } from "node:fs";
import { dirname, join } from "node:path";
import { readOutput } from "./folder";
import { keptBy } from "./journal";
import { makeFolder } from "./make-folder";
import { leftIn, type Processes } from "./owner";
import { isOurs } from "./plan";

/**
 * Reads the output as it was before a run that was killed, which may have changed some of its files: findings about
 * states that exist must not be lost with it. Throws FileFailure.
 */
export function lastOutput(folder: string, processes: Processes): (path: string) => string | undefined {
  const kept = new Map(leftIn(folder, processes).flatMap((staging) => [...keptTexts(staging)]));
  return (path) => kept.get(path)?.text ?? readOutput(folder, path);
}

/** Puts back what a killed run had replaced or taken away. Only what is ours comes, and only in the place of ours. */
export function rollBack(folder: string, staging: string): void {
  for (const [path, { file, text }] of keptTexts(staging)) {
    const present = readOutput(folder, path);
    if (!isOurs(path, text) || (present !== undefined && !isOurs(path, present))) continue;
    makeFolder(dirname(join(folder, path)));
    renameSync(join(staging, file), join(folder, path));
  }
}

interface Kept {
  readonly file: string;
  readonly text: string;
}

/** By path of the output. Somebody may have planted the staging folder: one that can't be read holds nothing. */
function keptTexts(staging: string): Map<string, Kept> {
  const found = new Map<string, Kept>();
  try {
    for (const [path, file] of keptBy(staging)) {
      const text = readOutput(staging, file);
      if (text !== undefined) found.set(path, { file, text });
    }
  } catch {
    return new Map();
  }
  return found;
}
