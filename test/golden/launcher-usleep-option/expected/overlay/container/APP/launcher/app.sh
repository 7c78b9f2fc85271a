#!/bin/sh
# app.sh: starts, joins and stops the container APP.

notify() {
    /bin/systemd-notify --ready MAINPID="$1" || exit 1
    # systemd must have taken the process for its own before this script ends.
    sleep 2.25
}

case $1 in
start)
    # shellcheck disable=all
    /usr/bin/lxc-execute -n APP -f /container/APP/conf/lxc.conf -- /usr/bin/app &
    pid=$(/usr/bin/lxccpid --ppid $! "/usr/bin/app" 3000)
    [ -n "$pid" ] || exit 1
    notify "$pid"
    ;;
*)
    exit 1
    ;;
esac
