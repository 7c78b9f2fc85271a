#!/bin/sh
# app.sh: starts, joins and stops the container FORK-1.

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
    rm -f /run/fork.pid
    # shellcheck disable=all
    /usr/bin/lxc-execute -n FORK-1 -f /container/FORK/conf/lxc.conf -- /usr/bin/app &
    wait_for_file /run/fork.pid
    pid=$(/usr/bin/lxccpid --ppid 1 "/usr/bin/lxc-execute -n FORK-1" 3000)
    [ -n "$pid" ] || exit 1
    pid=$(/usr/bin/lxccpid --ppid "$pid" "/usr/bin/app" 3000)
    [ -n "$pid" ] || exit 1
    notify "$pid"
    ;;
second)
    # shellcheck disable=all
    /usr/bin/lxc-attach -n FORK-1 -f /container/FORK/conf/lxc.conf --clear-env -- /bin/busybox httpd &
    pid=$(/usr/bin/lxccpid --ppid 1 "/usr/bin/lxc-execute -n FORK-1" 3000)
    [ -n "$pid" ] || exit 1
    pid=$(/usr/bin/lxccpid --ppid "$pid" "httpd" 3000)
    [ -n "$pid" ] || exit 1
    notify "$pid"
    ;;
*)
    exit 1
    ;;
esac
