# zsh -f offered.zsh SCRIPT LINE...: what an interactive Zsh offers at the end of each line, after a Tab. For each line
# a row: the line as it stands afterwards, then the offers, parted by \x1f.
zmodload zsh/zpty
script=$1
shift
for line; do
  zpty shell zsh -f -i
  zpty -w shell 'PROMPT=; unset zle_bracketed_paste; autoload -U compinit && compinit -D -u'
  zpty -w shell "source ${(q)script}"
  zpty -w shell 'compadd () {
    if [[ ${@[1,(i)(-|--)]} == *-(O|A|D)\ * ]]; then builtin compadd "$@"; return; fi
    local -a offers
    builtin compadd -O offers "$@"
    (( $#offers )) && print -rn -- $'"'\\x04'"'${(pj:\x1f:)offers}$'"'\\x05'"'
    builtin compadd "$@"
  }
  finish () { print -rn -- $'"'\\x02'"'$BUFFER$'"'\\x03'"'; exit }
  zle -N finish; bindkey "^X^X" finish; bindkey "^I" complete-word; LISTMAX=10000; print -n $'"'\\x01'"
  zpty -r shell out $'*\x01*'
  zpty -w -n shell "$line"$'\t\x18\x18'
  zpty -r shell out $'*\x03*'
  zpty -d shell
  after=${${out##*$'\x02'}%$'\x03'*}
  offers=''
  while [[ $out == *$'\x04'*$'\x05'* ]]; do
    out=${out#*$'\x04'}
    offers+=$'\x1f'${out%%$'\x05'*}
    out=${out#*$'\x05'}
  done
  print -r -- "$after$offers"
done
