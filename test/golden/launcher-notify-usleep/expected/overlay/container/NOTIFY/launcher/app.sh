#!/bin/sh
# app.sh: starts, joins and stops the container NOTIFY.

wait_for_file() {
    tries=0
    until [ -e "$1" ]; do
        [ "$tries" -lt 300 ] || exit 1
        tries=$((tries + 1))
        /bin/usleep 100000
    done
}

notify() {
    /bin/systemd-notify --ready MAINPID="$1" || exit 1
    # systemd must have taken the process for its own before this script ends.
    /bin/usleep 1500000
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
    /usr/bin/lxc-attach -n NOTIFY -f /container/NOTIFY/conf/lxc.conf --clear-env -- /bin/busybox -c /bin/busybox -v "$2" &
    wait_for_file "/run/app/my 'own' \"\$pid\".pid"
    pid=$(/usr/bin/lxccpid --ppid $! "/bin/busybox -v \`x\` \$y \"z\" \\" 3000)
    [ -n "$pid" ] || exit 1
    notify "$pid"
    ;;
no_pid_file)
    # shellcheck disable=all
    /usr/bin/lxc-attach -n NOTIFY -f /container/NOTIFY/conf/lxc.conf --clear-env -- /bin/busybox -a &
    pid=$(/usr/bin/lxccpid --ppid $! "/bin/busybox" 3000)
    [ -n "$pid" ] || exit 1
    notify "$pid"
    ;;
not_created)
    # shellcheck disable=all
    /usr/bin/lxc-attach -n NOTIFY -f /container/NOTIFY/conf/lxc.conf --clear-env -- /bin/busybox
    ;;
create_absent)
    # shellcheck disable=all
    /usr/bin/lxc-attach -n NOTIFY -f /container/NOTIFY/conf/lxc.conf --clear-env -- /bin/busybox
    ;;
forking_alone)
    # shellcheck disable=all
    /usr/bin/lxc-attach -n NOTIFY -f /container/NOTIFY/conf/lxc.conf --clear-env -- /bin/busybox
    ;;
stop)
    /usr/bin/lxc-stop -n NOTIFY
    ;;
*)
    exit 1
    ;;
esac
