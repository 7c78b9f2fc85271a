# What the commands of checks, and the device itself, may use.
# shellcheck shell=sh

# docs/device.md: extracts an overlay over the rootfs, then removes what moved into containers.
put_overlay() {
  tar -xpf "$1" -C / --xattrs --xattrs-include='*' --numeric-owner --exclude='.wh.*'
  remove_moved
}

# docs/device.md: the same with BusyBox' tar, where it knows no options.
put_overlay_with_busybox() {
  busybox tar -xpf "$1" -C /
  remove_moved
}

# docs/device.md: removes what moved into containers.
remove_moved() {
  for each in /container/*/conf/remove.sh; do [ ! -e "$each" ] || sh "$each"; done
}

# What launchers run under.
session=

# launch CONTAINER FUNCTION [ARGUMENT]...: its launcher.
launch() {
  launcher=$(echo "/container/$1/launcher/"*.sh)
  shift
  $session "$launcher" "$@"
}

# until_true COMMAND...: waits for it, 10 s at most.
until_true() {
  for _ in $(seq 100); do
    ! "$@" > /dev/null 2>&1 || return 0
    sleep 0.1
  done
  return 1
}

# up CONTAINER [ARGUMENT]: starts it in the background and waits until it runs. It has a session of its own, since lxc-execute sends the
# signal that ended its program to its whole process group.
up() {
  session=setsid launch "$1" start "$2" > "/tmp/$1.out" 2>&1 &
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

# LXC knows these containers only while they run.
is_stopped() {
  ! lxc-info -n "$1" -s > /dev/null 2>&1
}

# runs CONTAINER COMMAND: the PID of its process whose command line holds COMMAND.
runs() {
  pgrep --ns "$(lxc-info -n "$1" -p -H)" --nslist pid -f "$2" | tail -n 1
  [ -n "$(pgrep --ns "$(lxc-info -n "$1" -p -H)" --nslist pid -f "$2")" ]
}

# inside CONTAINER COMMAND...: a program of the device, in the container's network, where no interface is up with the type empty.
inside() {
  pid=$(lxc-info -n "$1" -p -H)
  shift
  nsenter -t "$pid" -n ip link set lo up
  nsenter -t "$pid" -n "$@"
}

# reaches CONTAINER PORT: whether something listens on it there.
reaches() {
  [ -n "$(inside "$1" ss -H -l -n "sport = :$2")" ]
}

# root_of CONTAINER: its root as the device sees it.
root_of() {
  echo "/proc/$(lxc-info -n "$1" -p -H)/root"
}

# is_failed UNIT
is_failed() {
  [ "$(systemctl show -p ActiveState --value "$1")" = failed ]
}

# has_restarted UNIT
has_restarted() {
  [ "$(systemctl show -p NRestarts -p ActiveState --value "$1" | tr '\n' ' ')" = '1 active ' ]
}

# has_address INTERFACE
has_address() {
  [ -n "$(ip -o -4 addr show "$1")" ]
}

# run_bundle CONTAINER COMMANDS [RUNTIME]: docs/bundles.md: starts a bundle whose program is a shell, with commands as its input.
run_bundle() {
  cd "/container/$1" && echo "$2" | "${3:-crun}" run "$1"
}

# up_bundle CONTAINER COMMANDS: starts it in the background and waits until it runs.
up_bundle() {
  (run_bundle "$1" "$2" > "/tmp/$1.out" 2>&1) &
  until_true is_bundle_running "$1"
}

is_bundle_running() {
  crun state "$1" | grep -q '"status": "running"'
}

# down_bundle CONTAINER: tells its program to end, and waits for it.
down_bundle() {
  crun kill "$1" TERM
  until_true is_bundle_gone "$1"
}

# crun knows a bundle only while it runs.
is_bundle_gone() {
  ! crun state "$1"
}
