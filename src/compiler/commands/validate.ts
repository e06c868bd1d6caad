import type { Arguments } from "../arguments";
import { EXIT, type Exit, type Io } from "../io";
import { FORMATS } from "../report/formats";
import { jsonReport } from "../report/json";
import { allowedTally, tally } from "../report/pretty";
import { counted } from "../text";
import type { Command } from "./command";
import { compileSources, REPORT_DETAILS, strictness } from "./findings";
import { type Seen, WATCH_DETAILS, watching } from "./watch";

export const validateCommand: Command = {
  name: "validate",
  usage: "panorama-compile validate SPEC...",
  summary: "findings only, writes nothing",
  details: `Reads specs and the files that they name, and says all that is wrong with them. \`-\` is standard input;\na folder is all *.yaml and *.yml below it. Only compile (also with --check) compares with the last output, and\nrefuses what vanished from it.\n${REPORT_DETAILS}${WATCH_DETAILS}`,
  options: ["format", "report", "quiet", "no-color", "today", "warnings-as-errors", "watch"],
  formats: FORMATS,
  run: (args, io) => watching(args, io, (seen) => once(args, io, seen)),
};

async function once(args: Arguments, io: Io, seen?: Seen): Promise<Exit> {
  const compiled = await compileSources(args, io, { exits: EXIT.done, seen });
  const { findings, allowed, format, refused, specs } = compiled;
  if (format === "json") io.out(jsonReport(compiled));
  if (format !== "json" && !args.flag("quiet")) {
    const total = counted(specs, "spec");
    const wrong = new Set(findings.filter((f) => f.severity === "error").map((f) => f.file)).size;
    const which = refused && wrong > 0 && wrong < specs ? `${wrong} of ${total}` : total;
    io.err(
      `${which} ${refused ? "refused" : "valid"}: ${tally(findings) || "no findings"}${allowedTally(allowed)}${refused ? strictness(findings) : ""}\n`,
    );
  }
  return refused ? EXIT.findings : EXIT.done;
}
