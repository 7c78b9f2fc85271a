# What the commands of checks may use.
# shellcheck shell=sh

# launch CONTAINER FUNCTION [ARGUMENT]...: its launcher.
launch() {
  container=$1
  shift
  "$(echo "/container/$container/launcher/"*.sh)" "$@"
}

# until_true COMMAND...: waits for it, 10 s at most.
until_true() {
  for _ in $(seq 100); do
    ! "$@" > /dev/null 2>&1 || return 0
    sleep 0.1
  done
  return 1
}

# up CONTAINER [ARGUMENT]...: starts it in the background and waits until it runs.
up() {
  launch "$1" start "$2" > "/tmp/$1.out" 2>&1 &
  until_true lxc-info -n "$1" -s -H
  until_true is_running "$1"
}

is_running() {
  [ "$(lxc-info -n "$1" -s -H)" = RUNNING ]
}

# down CONTAINER: kills it.
down() {
  lxc-stop -k -n "$1" > /dev/null 2>&1
  until_true is_stopped "$1"
}

is_stopped() {
  [ "$(lxc-info -n "$1" -s -H)" = STOPPED ]
}

# the CONTAINER KEY: from lxc-info, its main program's PID being the child of its init.
init_of() {
  lxc-info -n "$1" -p -H
}
