# bash --norc offered.bash SCRIPT LINE...: what Bash offers at the end of each line, parted by \x1f, in a row for each.
# The words are parted as readline does it: at blanks outside of quotes, and at = and :.
script=$1
shift
# shellcheck source=/dev/null
source "$script"
for line; do
  COMP_WORDS=()
  word='' quote=''
  for ((at = 0; at < ${#line}; at++)); do
    character=${line:at:1}
    if [[ $character == \\ ]]; then
      word+=${line:at:2}
      at=$((at + 1))
    elif [[ -n $quote ]]; then
      word+=$character
      [[ $character == "$quote" ]] && quote=''
    elif [[ $character == [\"\'] ]]; then
      word+=$character quote=$character
    elif [[ $character == ' ' ]]; then
      [[ -n $word ]] && COMP_WORDS+=("$word")
      word=''
    elif [[ $character == [=:] ]]; then
      [[ -n $word ]] && COMP_WORDS+=("$word")
      COMP_WORDS+=("$character")
      word=''
    else
      word+=$character
    fi
  done
  [[ -z $word && $character == [=:] ]] || COMP_WORDS+=("$word")
  COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
  COMPREPLY=()
  set -u # of the user's: completing must not break on it
  _panorama_compile 2>/dev/null # compopt only works where readline asks
  set +u
  row=''
  for offer in ${COMPREPLY[@]+"${COMPREPLY[@]}"}; do row+=$'\x1f'$offer; done
  printf '%s\n' "$line$row"
done
