#!/bin/sh
# compat.sh: starts, joins and stops the container COMPAT.

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
    rm -f /run/app/pidfile.pid
    # shellcheck disable=all
    /usr/bin/lxc-execute -n COMPAT -o /var/log/lxc/compat.log -l ERROR -f /container/COMPAT/conf/lxc.conf -- /usr/bin/app -12 -c -p /mnt/secure_storage &
    wait_for_file /run/app/pidfile.pid
    pid=$(/usr/bin/lxccpid --ppid $! "/usr/bin/app" 3000)
    [ -n "$pid" ] || exit 1
    notify "$pid"
    ;;
attach_sh)
    # shellcheck disable=all
    /usr/bin/lxc-attach -n COMPAT -f /container/COMPAT/conf/lxc.conf -u 701 -g 50 -- /bin/sh -c "ls -l /etc"
    ;;
stop)
    /usr/bin/lxc-stop -n COMPAT
    ;;
*)
    exit 1
    ;;
esac
