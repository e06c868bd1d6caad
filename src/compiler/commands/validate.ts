import { EXIT } from "../io";
import { tally } from "../report/pretty";
import { counted } from "../text";
import type { Command } from "./command";
import { compileSources, jsonReport } from "./findings";

export const validateCommand: Command = {
  name: "validate",
  usage: "panorama-compile validate SPEC...",
  summary: "findings only, writes nothing",
  details:
    "Reads specs and the files that they name, and says all that is wrong with them. `-` is standard input.",
  options: ["format", "quiet", "no-color", "warnings-as-errors"],
  async run(args, io) {
    const { findings, format, refused } = await compileSources(args, io);
    if (format === "json") io.out(jsonReport(findings));
    if (format === "pretty" && !args.flag("quiet")) {
      const found = tally(findings) || "no findings";
      io.err(`${counted(args.positionals.length, "spec")} ${refused ? "refused" : "valid"}: ${found}\n`);
    }
    return refused ? EXIT.findings : EXIT.done;
  },
};
