# The checks of a scenario, reported as TAP (testanything.org).
# shellcheck shell=sh

count=0

# run_checks FILE SCENARIO: a check is a title after `## `, commands after `$ `, the output that is expected, a pattern a line, after
# `? ` the exit status where it isn't 0, and after `! ` what standard error says, a basic regular expression a line. Lines with one `#` are
# comments.
run_checks() {
  mkdir -p /run/check
  title=
  while IFS= read -r line || [ -n "$line" ]; do
    case $line in
    '## '*) one_check "$2" && title=${line#'## '} && : > /run/check/commands && : > /run/check/expected && : > /run/check/refusals && status=0 ;;
    '$ '*) printf '%s\n' "${line#'$ '}" >> /run/check/commands ;;
    '? '*) status=${line#'? '} ;;
    '! '*) printf '%s\n' "${line#'! '}" >> /run/check/refusals ;;
    '# '* | '#' | '') ;;
    *) printf '%s\n' "$line" >> /run/check/expected ;;
    esac
  done < "$1"
  one_check "$2"
}

# The check that has been read, in a shell of its own.
one_check() {
  [ -n "$title" ] || return 0
  count=$((count + 1))
  timeout 60 sh -c '. /test/helpers.sh; . /run/check/commands' > /run/check/actual 2> /run/check/errors < /dev/null
  actual=$?
  unexpected_errors > /run/check/unexpected
  if [ "$actual" -eq "$status" ] && as_expected /run/check/actual /run/check/expected && [ ! -s /run/check/unexpected ]; then
    printf 'ok %s - %s\n' "$count" "$1: $title"
  else
    printf 'not ok %s - %s\n' "$count" "$1: $title"
    echo "# status $actual, expected $status"
    sed 's/^/# expected: /' /run/check/expected
    sed 's/^/# output: /' /run/check/actual
    sed 's/^/# error: /' /run/check/errors
    sed 's/^/# unexpected error: /' /run/check/unexpected
  fi
}

# What a check must not say on standard error: anything where it succeeds, and what LXC says where it fails on purpose, since LXC goes on
# without what it could not do. The check itself and known-errors say what may be.
unexpected_errors() {
  case $status in
  0) told=. ;;
  *) told='^lxc-' ;;
  esac
  grep -e "$told" /run/check/errors | grep -v -x -f /run/check/refusals | grep -v -x -f /test/known-errors
}

# Whether every line fits its pattern, and none is too many.
as_expected() {
  exec 3< "$1" 4< "$2"
  while IFS= read -r pattern <&4; do
    IFS= read -r text <&3 || return 1
    # shellcheck disable=SC2254
    case $text in
    $pattern) ;;
    *) return 1 ;;
    esac
  done
  ! IFS= read -r text <&3
}

end_of_checks() {
  echo "1..$count"
  echo "# end of checks"
}
