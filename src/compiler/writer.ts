import { fstatSync, type Stats, statSync, writeSync } from "node:fs";
import { devNull } from "node:os";

/**
 * Writes to a file descriptor until it fails, and from where that would have to wait on to its stream, which Node takes
 * milliseconds to make. Terminals have their stream from the start: those of Windows take other bytes than files do. A
 * reader that went away, as `head` does, is no failure: the rest goes nowhere.
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
      if (way === "unknown") way = mayBeTerminal(descriptor) ? opened() : "direct";
      const rest = way === "direct" ? unwritten(descriptor, text) : text;
      if (rest.length === 0) return;
      if (way === "direct") way = opened();
      if (way === "stream") stream().write(rest);
    } catch (error) {
      broke(error as NodeJS.ErrnoException); // files and devices are written at once
    }
  };
}

/** Writes what can be written now, and returns the rest. */
function unwritten(descriptor: number, text: string): Uint8Array {
  let rest = Buffer.from(text);
  try {
    while (rest.length > 0) rest = rest.subarray(writeSync(descriptor, rest));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EAGAIN") throw error;
  }
  return rest;
}

/** Whether it may be a terminal: a device, and not the one that everything is thrown into. */
export function mayBeTerminal(descriptor: number): boolean {
  const { character, device } = deviceOf(() => fstatSync(descriptor));
  return character && device !== deviceOf(() => statSync(devNull)).device;
}

function deviceOf(look: () => Stats): { readonly character: boolean; readonly device: number | undefined } {
  try {
    const stats = look();
    return { character: stats.isCharacterDevice(), device: stats.rdev };
  } catch {
    return { character: false, device: undefined };
  }
}
