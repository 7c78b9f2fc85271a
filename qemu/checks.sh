# Functions for the device: overlays, cgroups, and the checks of a scenario, reported as TAP (testanything.org) on the console.
# shellcheck shell=sh

# docs/device.md: extracts an overlay over the rootfs, then removes what moved into containers.
put_overlay() {
  tar -xpf "$1" -C / --xattrs --xattrs-include='*' --numeric-owner --exclude='.wh.*'
  cat /container/*/conf/removed 2> /dev/null | tr '\n' '\0' | xargs -0 rm -rf --
}

mount_cgroup_v2() {
  mount -t cgroup2 cgroup2 /sys/fs/cgroup
}

mount_cgroup_v1() {
  mount -t tmpfs tmpfs /sys/fs/cgroup
  for controller in memory devices cpu cpuset; do
    mkdir "/sys/fs/cgroup/$controller"
    mount -t cgroup -o "$controller" cgroup "/sys/fs/cgroup/$controller"
  done
}

count=0

# run_checks FILE SCENARIO: a check is a title after `## `, commands after `$ `, the output that is expected, a pattern a line, and
# after `? ` the exit status where it isn't 0. Lines with one `#` are comments.
run_checks() {
  title=
  while IFS= read -r line || [ -n "$line" ]; do
    case $line in
    '## '*) one_check "$2" && title=${line#'## '} && : > /tmp/check.sh && : > /tmp/expected && status=0 ;;
    '$ '*) echo "${line#'$ '}" >> /tmp/check.sh ;;
    '? '*) status=${line#'? '} ;;
    '# '* | '#' | '') ;;
    *) echo "$line" >> /tmp/expected ;;
    esac
  done < "$1"
  one_check "$2"
}

# The check that has been read, in a shell of its own.
one_check() {
  [ -n "$title" ] || return 0
  count=$((count + 1))
  timeout 60 sh -c '. /test/helpers.sh; . /tmp/check.sh' > /tmp/actual 2> /tmp/errors < /dev/null
  actual=$?
  if [ "$actual" -eq "$status" ] && as_expected /tmp/actual /tmp/expected; then
    echo "ok $count - $1: $title"
  else
    echo "not ok $count - $1: $title"
    echo "# status $actual, expected $status"
    sed 's/^/# expected: /' /tmp/expected
    sed 's/^/# output: /' /tmp/actual
    sed 's/^/# error: /' /tmp/errors
  fi
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
