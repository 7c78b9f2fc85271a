#!/bin/sh
# l.sh: starts, joins and stops the container HUGE.

case $1 in
start)
    # shellcheck disable=all
    /usr/bin/lxc-execute -n HUGE -f /container/HUGE/conf/lxc.conf -- "$2"
    ;;
*)
    exit 1
    ;;
esac
