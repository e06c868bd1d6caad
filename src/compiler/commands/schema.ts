import { UsageError } from "../arguments";
import { EXIT, type Io } from "../io";
import type { Command } from "./command";

/** The schema as a file: what editors are given. */
export const schemaText = ({ rooms }: Io): string => `${JSON.stringify(rooms.schema(), null, 2)}\n`;

export const schemaCommand: Command = {
  name: "schema",
  usage: "panorama-compile schema",
  summary: "print the JSON Schema of specs",
  details: [
    "Prints the JSON Schema (2020-12) that specs are validated with. An editor with yaml-language-server takes it from",
    "the spec's first line:  # yaml-language-server: $schema=./panorama-spec.schema.json",
  ].join("\n"),
  options: ["quiet", "no-color"],
  operands: "nothing",
  async run(args, io) {
    if (args.positionals.length > 0) throw new UsageError("schema takes no arguments");
    io.out(schemaText(io));
    return EXIT.done;
  },
};
