#!/bin/sh
# l.sh: starts, joins and stops the container EQUAL.

case $1 in
start)
    # shellcheck disable=all
    /usr/bin/lxc-execute -n EQUAL -f /container/EQUAL/conf/lxc.conf -- "$2"
    ;;
*)
    exit 1
    ;;
esac
