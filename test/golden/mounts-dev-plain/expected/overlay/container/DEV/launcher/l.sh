#!/bin/sh
# l.sh: starts, joins and stops the container DEV.

case $1 in
start)
    # shellcheck disable=all
    /usr/bin/lxc-execute -n DEV -f /container/DEV/conf/lxc.conf -- "$2"
    ;;
*)
    exit 1
    ;;
esac
