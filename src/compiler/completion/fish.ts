import { type CommandWords, type Grammar, type OptionWords, type Takes, valuedOptions } from "./grammar";

/** For fish 3 and newer. */
export function fishScript(grammar: Grammar): string {
  const { commands, options } = grammar;
  const optionOf = new Map(options.map((option) => [option.name, option]));
  return `# Completes command lines of panorama-compile in fish: panorama-compile completion fish

# The command of the line so far: its first word that is neither an option nor an option's value.
function __panorama_compile_command
    set -l option ''
    for word in (commandline -opc)[2..-1]
        if test -n "$option"
            set option ''
        else if contains -- $word ${valuedOptions(grammar).join(" ")}
            set option $word
        else if not string match -qr -- '^-.' $word
            echo $word
            return
        end
    end
    return 1
end

function __panorama_compile_first
    not __panorama_compile_command >/dev/null
end

# Whether the line is one of a command; a line without the name of one compiles.
function __panorama_compile_in
    set -l command (__panorama_compile_command)
    if not contains -- "$command" ${commands.map(({ name }) => name).join(" ")}
        set command ${commands[0]?.name ?? ""}
    end
    test "$command" = $argv[1]
end

# Files and folders that start with a text: fish's own, of a command that has no completions.
function __panorama_compile_paths
    complete -C"__panorama_compile_no_command $argv[1]"
end

function __panorama_compile_specs
    __panorama_compile_paths (commandline -ct | string replace -r -- '^--[a-z-]+=' '') | string match -r -- '^[^\\t]*(?:/|\\.ya?ml)(?=\\t|$)'
end

# What --report takes: a format, =, a file.
function __panorama_compile_reports
    set -l typed (commandline -ct | string replace -r -- '^--report=' '')
    for format in $argv
        if string match -q -- "$format=*" $typed
            printf '%s\\n' "$format="(__panorama_compile_paths (string replace -- "$format=" '' $typed))
        else
            printf '%s=\\n' $format
        end
    end
end

complete -c panorama-compile -f
${commands.map(({ name, text }) => `complete -c panorama-compile -n __panorama_compile_first -a ${name} -d ${quoted(text)}`).join("\n")}
${commands.flatMap((command) => linesOf(command, optionOf)).join("\n")}
`;
}

function linesOf(command: CommandWords, optionOf: ReadonlyMap<string, OptionWords>): string[] {
  const start = `complete -c panorama-compile -n '__panorama_compile_in ${command.name}'`;
  const operands = wordsOf(command.operands, command);
  const options = command.options.flatMap((name) => optionOf.get(name) ?? []);
  return [
    ...(operands === "" ? [] : [`${start} -k -a ${quoted(operands)}`]),
    ...options.map(({ name, text, value }) => {
      const long = `${start} -l ${name.replace(/^--/, "")} -d ${quoted(text)}`;
      if (value === undefined) return long;
      const words = wordsOf(value, command);
      return words === "" ? `${long} -x` : `${long} -x -a ${quoted(words)}`;
    }),
  ];
}

function wordsOf(takes: Takes, { formats }: CommandWords): string {
  switch (takes.kind) {
    case "nothing":
      return "";
    case "words":
      return takes.words.join(" ");
    case "formats":
      return formats.join(" ");
    case "reports":
      return `(__panorama_compile_reports ${formats.join(" ")})`;
    case "specs":
      return "(__panorama_compile_specs)";
    case "files":
      return "(__panorama_compile_paths (commandline -ct))";
    case "folders":
      return "(__fish_complete_directories (commandline -ct | string replace -r -- '^--[a-z-]+=' ''))";
  }
}

/** In single quotes fish looks at \ and ' alone. */
const quoted = (word: string): string => `'${word.replace(/[\\']/g, "\\$&")}'`;
