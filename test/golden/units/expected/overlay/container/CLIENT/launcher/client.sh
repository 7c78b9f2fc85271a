#!/bin/sh
# client.sh: starts, joins and stops the container CLIENT.

wait_for_file() {
    tries=0
    until [ -e "$1" ]; do
        [ "$tries" -lt 300 ] || exit 1
        tries=$((tries + 1))
        sleep 0.1
    done
}

notify() {
    /bin/systemd-notify --ready MAINPID="$1" || exit 1
    # systemd must have taken the process for its own before this script ends.
    sleep 0.5
}

case $1 in
start)
    rm -f /run/client/client.pid
    # shellcheck disable=all
    /usr/bin/lxc-execute -n CLIENT -f /container/CLIENT/conf/lxc.conf -- /usr/bin/client &
    wait_for_file /run/client/client.pid
    pid=$(/usr/bin/lxccpid --ppid $! "/usr/bin/client" 3000)
    [ -n "$pid" ] || exit 1
    notify "$pid"
    ;;
agent)
    # shellcheck disable=all
    /usr/bin/lxc-attach -n CLIENT -f /container/CLIENT/conf/lxc.conf --clear-env -u 700 -g 700 -- /usr/bin/agent &
    pid=$(/usr/bin/lxccpid --ppid $! "/usr/bin/agent" 3000)
    [ -n "$pid" ] || exit 1
    notify "$pid"
    ;;
status)
    # shellcheck disable=all
    /usr/bin/lxc-attach -n CLIENT -f /container/CLIENT/conf/lxc.conf --clear-env -u 700 -g 700 -- /usr/bin/client --status
    ;;
stop)
    /usr/bin/lxc-stop -n CLIENT
    ;;
*)
    exit 1
    ;;
esac
