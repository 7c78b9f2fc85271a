#!/bin/sh
# l.sh: starts, joins and stops the container C.

case $1 in
start)
    # shellcheck disable=all
    /usr/bin/lxc-execute -n C -f /container/C/conf/lxc.conf -- "$2"
    ;;
*)
    exit 1
    ;;
esac
