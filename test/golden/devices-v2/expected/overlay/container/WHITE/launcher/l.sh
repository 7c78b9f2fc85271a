#!/bin/sh
# l.sh: starts, joins and stops the container WHITE.

case $1 in
start)
    # shellcheck disable=all
    /usr/bin/lxc-execute -n WHITE -f /container/WHITE/conf/lxc.conf -- "$2"
    ;;
*)
    exit 1
    ;;
esac
