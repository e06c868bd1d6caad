import { type CommandWords, type Grammar, posixQuoted as quoted, type Takes, valuedOptions } from "./grammar";

/** For Zsh, both as a file of its fpath (`_panorama-compile`) and sourced after compinit. */
export function zshScript(grammar: Grammar): string {
  const { commands, options } = grammar;
  const [standard, ...others] = commands;
  return `#compdef panorama-compile
# Completes command lines of panorama-compile in Zsh: panorama-compile completion zsh

_panorama-compile() {
  local word option='' command='' operands
  local -a own formats codes described
  for word in "\${(@)words[2,CURRENT-1]}"; do
    if [[ -n $option ]]; then
      option=''
      continue
    fi
    case $word in
      (${valuedOptions(grammar).join("|")}) option=$word ;;
      (-?*) ;;
      (*) command=\${command:-$word} ;;
    esac
  done
  if [[ -z $option && $PREFIX == --*=* ]]; then
    option=\${PREFIX%%=*}
    compset -P 1 '*='
  fi

  case $command in
${others.map((one) => `    (${one.name}) ${tableOf(one)} ;;`).join("\n")}
    (*) ${standard ? tableOf(standard) : ":"} ;;
  esac

  case $option in
    ('')
      if [[ $PREFIX == -* || -z $PREFIX && $operands == nothing ]]; then
        local -A texts=(
${options.map(({ name, text }) => `          ${name} ${quoted(text)}`).join("\n")}
        )
        for word in $own; do
          described+=("$word:\${texts[$word]}")
        done
        _describe -o option described
        return
      fi
      if [[ -z $command ]]; then
        described=(
${commands.map(({ name, text }) => `          ${quoted(`${name}:${text}`)}`).join("\n")}
        )
        _describe command described
      fi
      case $operands in
        (specs) _files -g '*.(yaml|yml)(-.)' ;;
        (files) _files ;;
        (words) compadd -- $codes ;;
      esac
      ;;
${options.flatMap(({ name, value }) => (value ? [`    (${name}) ${completing(value)} ;;`] : [])).join("\n")}
  esac
}

if [[ $funcstack[1] == _panorama-compile ]]; then
  _panorama-compile "$@"
else
  compdef _panorama-compile panorama-compile
fi
`;
}

const tableOf = ({ options, formats, operands }: CommandWords): string =>
  [
    `own=(${options.join(" ")})`,
    `formats=(${formats.join(" ")})`,
    `operands=${operands.kind}`,
    ...(operands.kind === "words" ? [`codes=(${operands.words.join(" ")})`] : []),
  ].join(" ");

function completing(takes: Takes): string {
  switch (takes.kind) {
    case "nothing":
      return "_message value";
    case "words":
      return `compadd -- ${takes.words.join(" ")}`;
    case "formats":
      return "compadd -- $formats";
    case "reports":
      return "if compset -P 1 '*='; then _files; else compadd -q -S = -- $formats; fi";
    case "folders":
      return "_files -/";
    case "specs":
      return "_files -g '*.(yaml|yml)(-.)'";
    case "files":
      return "_files";
  }
}
