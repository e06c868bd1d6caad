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
    "Reads specs and the files that they name, and says all that is wrong with them. `-` is standard input;\na folder is all *.yaml and *.yml below it. Only compile (also with --check) compares with the last output, and\nrefuses what vanished from it.",
  options: ["format", "quiet", "no-color", "today", "warnings-as-errors"],
  async run(args, io) {
    const { findings, format, refused, specs } = await compileSources(args, io);
    if (format === "json") io.out(jsonReport(findings));
    if (format === "pretty" && !args.flag("quiet")) {
      const total = counted(specs, "spec");
      const wrong = new Set(findings.filter((f) => f.severity === "error").map((f) => f.file)).size;
      const which = refused && wrong > 0 && wrong < specs ? `${wrong} of ${total}` : total;
      io.err(`${which} ${refused ? "refused" : "valid"}: ${tally(findings) || "no findings"}\n`);
    }
    return refused ? EXIT.findings : EXIT.done;
  },
};
