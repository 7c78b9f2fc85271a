#!/bin/sh
# app.sh: starts, joins and stops the container NOTIFY.

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
    rm -f /run/app/app.pid
    # shellcheck disable=all
    /usr/bin/lxc-execute -n NOTIFY -f /container/NOTIFY/conf/lxc.conf -- /usr/bin/app &
    wait_for_file /run/app/app.pid
    pid=$(/usr/bin/lxccpid --ppid $! "/usr/bin/app" 3000)
    [ -n "$pid" ] || exit 1
    notify "$pid"
    ;;
named)
    rm -f "/run/app/my 'own' \"\$pid\".pid"
    # shellcheck disable=all
    /usr/bin/lxc-attach -n NOTIFY -f /container/NOTIFY/conf/lxc.conf --clear-env -- /bin/sh -c /usr/bin/plain -v "$2" &
    wait_for_file "/run/app/my 'own' \"\$pid\".pid"
    pid=$(/usr/bin/lxccpid --ppid $! "/usr/bin/plain -v \`x\` \$y \"z\" \\" 3000)
    [ -n "$pid" ] || exit 1
    notify "$pid"
    ;;
no_pid_file)
    # shellcheck disable=all
    /usr/bin/lxc-attach -n NOTIFY -f /container/NOTIFY/conf/lxc.conf --clear-env -- /usr/bin/plain -a &
    pid=$(/usr/bin/lxccpid --ppid $! "/usr/bin/plain" 3000)
    [ -n "$pid" ] || exit 1
    notify "$pid"
    ;;
not_created)
    # shellcheck disable=all
    /usr/bin/lxc-attach -n NOTIFY -f /container/NOTIFY/conf/lxc.conf --clear-env -- /usr/bin/plain
    ;;
create_absent)
    # shellcheck disable=all
    /usr/bin/lxc-attach -n NOTIFY -f /container/NOTIFY/conf/lxc.conf --clear-env -- /usr/bin/plain
    ;;
forking_alone)
    # shellcheck disable=all
    /usr/bin/lxc-attach -n NOTIFY -f /container/NOTIFY/conf/lxc.conf --clear-env -- /usr/bin/plain
    ;;
stop)
    /usr/bin/lxc-stop -n NOTIFY
    ;;
*)
    exit 1
    ;;
esac
