import { type CommandWords, type Grammar, posixQuoted as quoted, type Takes, valuedOptions } from "./grammar";

/** For Bash 3.2 (macOS) and newer, which need nothing of bash-completion. */
export function bashScript(grammar: Grammar): string {
  const { commands, options } = grammar;
  const [standard, ...others] = commands;
  return `# Completes command lines of panorama-compile in Bash: panorama-compile completion bash

# Words that start as what was typed. Arguments: what stands before them, what was typed, words.
__panorama_compile_words() {
  local before=$1 typed=$2 word
  shift 2
  for word in "$@"; do
    [[ $word == "$typed"* ]] && COMPREPLY+=("$before$word")
  done
}

# Files and folders. Arguments: specs, files or folders; what stands before them; what was typed, in its quotes.
__panorama_compile_paths() {
  local kind=$1 before=$2 typed=$3 path
  case $typed in
    \\"*) typed=\${typed#\\"} ;;
    \\'*) typed=\${typed#\\'} ;;
    *) typed=\${typed//\\\\/} ;;
  esac
  compopt -o filenames 2>/dev/null # Bash 3.2 has none
  while IFS= read -r path; do
    if [[ -d \${path/#\\~\\//$HOME/} ]]; then
      COMPREPLY+=("$before$path")
    else
      case $kind:$path in
        files:* | specs:*.yaml | specs:*.yml) COMPREPLY+=("$before$path") ;;
      esac
    fi
  done < <(compgen -f -- "$typed")
}

_panorama_compile() {
  local IFS=$' \\t\\n' raw=\${COMP_WORDS[COMP_CWORD]} word option='' command='' before='' cut='' i
  local -a words=()
  COMPREPLY=()
  # Bash parts words at = and : (COMP_WORDBREAKS); here they are whole again.
  for ((i = 1; i <= COMP_CWORD; i++)); do
    word=\${COMP_WORDS[i]}
    if ((\${#words[@]})) && [[ $word == [=:]* || \${words[\${#words[@]} - 1]} == *[=:] ]]; then
      words[\${#words[@]} - 1]+=$word
    else
      words+=("$word")
    fi
  done
  local typed=\${words[\${#words[@]} - 1]}
  [[ $raw == "$typed" ]] || cut=$typed
  [[ $raw == [=:]* ]] || cut=\${cut%"$raw"}
  unset "words[\${#words[@]} - 1]"
  for word in \${words[@]+"\${words[@]}"}; do
    if [[ -n $option ]]; then
      option=''
      continue
    fi
    case $word in
      ${valuedOptions(grammar).join(" | ")}) option=$word ;;
      -?*) ;;
      *) command=\${command:-$word} ;;
    esac
  done
  if [[ -z $option && $typed == --*=* ]]; then
    option=\${typed%%=*} before=\${typed%%=*}= typed=\${typed#*=}
  fi

  local options formats operands names=''
  case $command in
${others.map((one) => `    ${one.name}) ${tableOf(one)} ;;`).join("\n")}
    *) ${standard ? tableOf(standard) : ":"} ;;
  esac
  [[ -n $command ]] || names=${quoted(commands.map(({ name }) => name).join(" "))}

  # Unquoted on purpose: each table is words, and none has a character that Bash looks at.
  # shellcheck disable=SC2086
  case $option in
    '')
      if [[ $typed == -* || -z $typed && $operands == nothing ]]; then
        __panorama_compile_words '' "$typed" $options
      else
        __panorama_compile_words '' "$typed" $names
        case $operands in
          specs | files) __panorama_compile_paths "$operands" '' "$typed" ;;
          nothing) ;;
          *) __panorama_compile_words '' "$typed" $operands ;;
        esac
      fi
      ;;
${options.flatMap(({ name, value }) => (value ? [`    ${name}) ${completing(value)} ;;`] : [])).join("\n")}
  esac
  for i in \${COMPREPLY[@]+"\${!COMPREPLY[@]}"}; do
    COMPREPLY[i]=\${COMPREPLY[i]#"$cut"}
  done
}

complete -F _panorama_compile panorama-compile
`;
}

const tableOf = ({ options, formats, operands }: CommandWords): string =>
  `options=${quoted(options.join(" "))} formats=${quoted(formats.join(" "))} operands=${quoted(operandsOf(operands))}`;

const operandsOf = (takes: Takes): string => (takes.kind === "words" ? takes.words.join(" ") : takes.kind);

function completing(takes: Takes): string {
  switch (takes.kind) {
    case "nothing":
      return ":";
    case "words":
      return `__panorama_compile_words "$before" "$typed" ${takes.words.join(" ")}`;
    case "formats":
      return `__panorama_compile_words "$before" "$typed" $formats`;
    case "reports":
      return `
      if [[ $typed == *=* ]]; then
        __panorama_compile_paths files "$before\${typed%%=*}=" "\${typed#*=}"
      else
        compopt -o nospace 2>/dev/null
        for word in $formats; do
          __panorama_compile_words "$before" "$typed" "$word="
        done
      fi
      `.trimEnd();
    default:
      return `__panorama_compile_paths ${takes.kind} "$before" "$typed"`;
  }
}
