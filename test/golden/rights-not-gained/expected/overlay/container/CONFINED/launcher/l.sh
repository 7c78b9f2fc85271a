#!/bin/sh
# l.sh: starts, joins and stops the container CONFINED.

case $1 in
start)
    # shellcheck disable=all
    /usr/bin/lxc-execute -n CONFINED -f /container/CONFINED/conf/lxc.conf -- /sbin/capable
    ;;
*)
    exit 1
    ;;
esac
