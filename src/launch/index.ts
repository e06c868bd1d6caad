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

/** Whether the answer was written; if not, as to a full disk, the command says so in its own words. */
function isAnswered(asked: "version" | "overview"): boolean {
  try {
    const text = asked === "version" ? `${VERSION}\n` : readFileSync(join(__dirname, "overview.txt"), "utf8");
    const bytes = Buffer.from(text);
    const written = writeSync(1, bytes);
    if (written < bytes.length) process.stdout.write(bytes.subarray(written));
    return true;
  } catch {
    return false;
  }
}
