#!/bin/sh
# l.sh: starts, joins and stops the container TOOLS.

notify() {
    /bin/systemd-notify --ready MAINPID="$1" || exit 1
    # systemd must have taken the process for its own before this script ends.
    sleep 0.5
}

case $1 in
start)
    # shellcheck disable=all
    /usr/bin/lxc-execute -n TOOLS -f /container/TOOLS/conf/lxc.conf -- "$2" &
    pid=$(/usr/bin/lxccpid --ppid $! "\"\$2\"" 3000)
    [ -n "$pid" ] || exit 1
    notify "$pid"
    ;;
*)
    exit 1
    ;;
esac
