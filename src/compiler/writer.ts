import { fstatSync, writeSync } from "node:fs";

/**
 * Writes to a file descriptor until it fails, and from where that would have to wait on to its stream, which Node takes
 * milliseconds to make. A reader that went away, as `head` does, is no failure: the rest goes nowhere.
 */
export function writerTo(
  descriptor: number,
  stream: () => NodeJS.WriteStream,
  failed: (error: NodeJS.ErrnoException) => void,
): (text: string) => void {
  let state: "direct" | "stream" | "broken" = "direct";
  const broke = (error: NodeJS.ErrnoException) => {
    if (state !== "broken" && error.code !== "EPIPE") failed(error);
    state = "broken";
  };
  return (text) => {
    try {
      const rest = state === "direct" ? unwritten(descriptor, text) : text;
      if (rest.length === 0) return;
      if (state === "direct") {
        stream().on("error", broke);
        state = "stream";
      }
      if (state === "stream") stream().write(rest);
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

/** Whether it is a terminal, or something like `/dev/null`. */
export function isDevice(descriptor: number): boolean {
  try {
    return fstatSync(descriptor).isCharacterDevice();
  } catch {
    return false;
  }
}
