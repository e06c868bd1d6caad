import { readFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import { earlyQuestion } from "../compiler/early";
import { VERSION } from "../compiler/version";

/** The command. Who asks for its version or its overview waits for nothing else to be loaded. */
const question = earlyQuestion(process.argv.slice(2));
if (question === undefined || !isAnswered(question)) {
  const { launch } = require("./loader.js") as typeof import("./loader");
  launch();
}

/** Whether the answer was written; if nothing was, as to a full disk, the command says so in its own words. */
function isAnswered(asked: "version" | "overview"): boolean {
  let written: number;
  let bytes: Buffer;
  try {
    const text = asked === "version" ? `${VERSION}\n` : readFileSync(join(__dirname, "overview.txt"), "utf8");
    bytes = Buffer.from(text);
    written = writeSync(1, bytes);
  } catch {
    return false;
  }
  if (written < bytes.length) writeRest(bytes.subarray(written));
  return true;
}

/** Waits for who reads slowly. Who went away is no failure, as for the command itself. */
function writeRest(bytes: Buffer): void {
  const failed = ({ code }: NodeJS.ErrnoException) => {
    if (code !== "EPIPE") process.exitCode = 3;
  };
  try {
    process.stdout.on("error", failed).write(bytes);
  } catch (error) {
    failed(error as NodeJS.ErrnoException); // files and devices are written at once
  }
}
