# fish --no-config offered.fish SCRIPT LINE...: what fish offers at the end of each line, in a row for each.
source $argv[1]
for line in $argv[2..-1]
    set -l offers (complete -C $line | string replace -r '\t.*' '')
    string join \x1f -- $line $offers
end
exit 0
