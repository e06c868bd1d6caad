import { type OptionRow, optionRows, UsageError } from "../arguments";
import type { Shell } from "../completion";
import type { CommandWords, Grammar, OptionWords, Takes } from "../completion/grammar";
import { EXIT } from "../io";
import { nearest } from "../nearest";
import type { Rooms } from "../rooms";
import { listed, quoted } from "../text";
import { resolved, type SchemaNode } from "../validate/schema";
import type { Command } from "./command";

/** What makes a shell read the script at each start, or find it by itself. */
const INSTALLING: Readonly<Record<Shell, string>> = {
  bash: `  bash: in ~/.bashrc              source <(panorama-compile completion bash)
        or, with bash-completion  panorama-compile completion bash > \\
                                    ~/.local/share/bash-completion/completions/panorama-compile`,
  zsh: `  zsh:  in ~/.zshrc, after compinit  source <(panorama-compile completion zsh)
        or, for all users            panorama-compile completion zsh > \\
                                       /usr/local/share/zsh/site-functions/_panorama-compile`,
  fish: `  fish: panorama-compile completion fish > ~/.config/fish/completions/panorama-compile.fish`,
};

const SHELLS = Object.keys(INSTALLING) as readonly Shell[];

/** The command that knows all others, which `commands` gives: itself too. */
export const completionCommand = (commands: () => readonly Command[]): Command => ({
  name: "completion",
  usage: "panorama-compile completion SHELL",
  summary: `print what completes command lines in ${listed(SHELLS, "or")}`,
  details: `Prints a script that completes commands, options, formats, the codes of explain, specs and folders.\n\n${installing()}\n\nA file that was written so is to be written again when panorama-compile is updated.`,
  options: ["quiet", "no-color"],
  operands: () => SHELLS,
  async run(args, io) {
    const [name, ...more] = args.positionals;
    if (more.length > 0) throw new UsageError("completion takes one shell");
    if (name === undefined) {
      io.err(`completion needs a shell: ${listed(SHELLS, "or")}\n\n${installing()}\n`);
      return EXIT.usage;
    }
    const shell = shellOf(name);
    io.out(io.rooms.completion()(shell, grammarOf(commands(), io.rooms)));
    return EXIT.done;
  },
});

const installing = (): string => SHELLS.map((shell) => INSTALLING[shell]).join("\n");

function shellOf(name: string): Shell {
  const shell = SHELLS.find((one) => one === name);
  if (shell !== undefined) return shell;
  const near = nearest(name, SHELLS);
  const hint = near ? `; did you mean ${near}?` : "";
  throw new UsageError(`completion takes ${listed(SHELLS, "or")}, not ${quoted(name)}${hint}`);
}

/** The command line as data, from the tables that --help and the reading of arguments use. */
export function grammarOf(commands: readonly Command[], rooms: Rooms): Grammar {
  const names = [...new Set(commands.flatMap(({ options }) => options))].sort();
  const [standard] = commands;
  return {
    commands: [
      ...commands.map((command): CommandWords => {
        const more = command === standard ? ["--help", "--version"] : ["--help"];
        return {
          name: command.name,
          text: command.summary,
          options: [...command.options.map((name) => `--${name}`), ...more],
          formats: command.formats ?? [],
          operands: operandsOf(command, rooms),
        };
      }),
      { ...HELP, operands: { kind: "words", words: commands.map(({ name }) => name) } },
    ],
    options: optionRows([...names, "help", "version"]).map(wordsOf),
  };
}

/** `panorama-compile help COMMAND`, which cli.ts understands without a command of that name. */
const HELP = { name: "help", text: "say more of a command", options: [], formats: [] };

function operandsOf({ operands = "specs" }: Command, rooms: Rooms): Takes {
  return typeof operands === "string" ? { kind: operands } : { kind: "words", words: operands(rooms) };
}

/** What an option's value is called in --help says what completes it. */
function wordsOf({ name, value, text }: OptionRow): OptionWords {
  return { name: `--${name}`, text, ...(value !== undefined && { value: takesOf(value) }) };
}

function takesOf(value: string): Takes {
  switch (value) {
    case "DIR":
      return { kind: "folders" };
    case "FILE":
      return { kind: "files" };
    case "SPEC":
      return { kind: "specs" };
    case "FORMAT":
      return { kind: "formats" };
    case "FORMAT=FILE":
      return { kind: "reports" };
    case "REGION":
      return {
        kind: "words",
        words: (resolved({ $ref: "#/$defs/region" }) as SchemaNode).enum ?? [],
      };
    default:
      return { kind: "nothing" };
  }
}
