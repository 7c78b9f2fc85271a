#!/bin/sh
# launched.sh: starts, joins and stops the container LAUNCHED-1.

case $1 in
start)
    # shellcheck disable=all
    /usr/bin/lxc-execute -n LAUNCHED-1 -o /var/log/base.log -l INFO -f /container/LAUNCHED/conf/lxc.conf -- /usr/bin/app --of-the-append
    ;;
first)
    # shellcheck disable=all
    /usr/bin/lxc-attach -n LAUNCHED-1 -f /container/LAUNCHED/conf/lxc.conf --clear-env -- /usr/bin/app instead of 1
    ;;
second)
    # shellcheck disable=all
    /usr/bin/lxc-attach -n LAUNCHED-1 -f /container/LAUNCHED/conf/lxc.conf --clear-env -- /usr/bin/plain 2
    ;;
third)
    # shellcheck disable=all
    /usr/bin/lxc-attach -n LAUNCHED-1 -f /container/LAUNCHED/conf/lxc.conf --clear-env -- /usr/bin/app 3
    ;;
stop)
    /usr/bin/lxc-stop -n LAUNCHED-1
    ;;
*)
    exit 1
    ;;
esac
