#!/bin/sh
# app.sh: starts, joins and stops the container ATTACH.

case $1 in
start)
    # shellcheck disable=all
    /usr/bin/lxc-execute -n ATTACH -f /container/ATTACH/conf/lxc.conf -- /usr/bin/app
    ;;
user_and_group)
    # shellcheck disable=all
    /usr/bin/lxc-attach -n ATTACH -f /container/ATTACH/conf/lxc.conf --clear-env -u 701 -g 50 -- /bin/busybox ls -l /etc
    ;;
group_by_name)
    # shellcheck disable=all
    /usr/bin/lxc-attach -n ATTACH -f /container/ATTACH/conf/lxc.conf --clear-env -u 700 -g 700 -- /bin/busybox ls -l /etc
    ;;
primary_group)
    # shellcheck disable=all
    /usr/bin/lxc-attach -n ATTACH -f /container/ATTACH/conf/lxc.conf --clear-env -u 702 -g 50 -- /bin/busybox ls -l /etc
    ;;
twin)
    # shellcheck disable=all
    /usr/bin/lxc-attach -n ATTACH -f /container/ATTACH/conf/lxc.conf --clear-env -u 703 -g 803 -- /bin/busybox ls -l /etc
    ;;
root)
    # shellcheck disable=all
    /usr/bin/lxc-attach -n ATTACH -f /container/ATTACH/conf/lxc.conf --clear-env -- /bin/busybox ls -l /etc
    ;;
stop)
    /usr/bin/lxc-stop -n ATTACH
    ;;
*)
    exit 1
    ;;
esac
