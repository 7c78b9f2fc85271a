#!/bin/sh
# l.sh: starts, joins and stops the container REMOUNT.

case $1 in
start)
    # shellcheck disable=all
    /usr/bin/lxc-execute -n REMOUNT -f /container/REMOUNT/conf/lxc.conf -- "$2"
    ;;
*)
    exit 1
    ;;
esac
