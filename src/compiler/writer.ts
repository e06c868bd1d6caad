import { fstatSync, type Stats, statSync, writeFileSync } from "node:fs";
import { devNull } from "node:os";

/**
 * Writes to a standard stream until that fails: files get all at once, and anything else is left to Node's stream, which
 * takes milliseconds to make, but never waits for who reads slowly. A reader that went away, as `head` does, is no
 * failure: the rest goes nowhere.
 */
export function writerTo(
  descriptor: number,
  stream: () => NodeJS.WriteStream,
  failed: (error: NodeJS.ErrnoException) => void,
): (text: string) => void {
  let way: "unknown" | "direct" | "stream" | "broken" = "unknown";
  const broke = (error: NodeJS.ErrnoException) => {
    if (way !== "broken" && error.code !== "EPIPE") failed(error);
    way = "broken";
  };
  const opened = () => {
    stream().on("error", broke);
    return "stream" as const;
  };
  return (text) => {
    try {
      if (way === "unknown") way = neverWaits(descriptor) ? "direct" : opened();
      if (way === "direct") writeFileSync(descriptor, text);
      else if (way === "stream") stream().write(text);
    } catch (error) {
      broke(error as NodeJS.ErrnoException); // files and devices are written at once
    }
  };
}

/** A file, or what everything is thrown into. */
function neverWaits(descriptor: number): boolean {
  const stats = statsOf(() => fstatSync(descriptor));
  return stats !== undefined && (stats.isFile() || isNull(stats));
}

/** Whether it may be a terminal: a device, and not the one that everything is thrown into. */
export function mayBeTerminal(descriptor: number): boolean {
  const stats = statsOf(() => fstatSync(descriptor));
  return stats?.isCharacterDevice() === true && !isNull(stats);
}

const isNull = (stats: Stats): boolean =>
  stats.isCharacterDevice() && stats.rdev === statsOf(() => statSync(devNull))?.rdev;

function statsOf(look: () => Stats): Stats | undefined {
  try {
    return look();
  } catch {
    return undefined;
  }
}
