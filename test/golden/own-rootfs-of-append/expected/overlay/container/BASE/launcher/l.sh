#!/bin/sh
# l.sh: starts, joins and stops the container BASE.

case $1 in
start)
    # shellcheck disable=all
    /usr/bin/lxc-execute -n BASE -f /container/BASE/conf/lxc.conf -- "$2"
    ;;
*)
    exit 1
    ;;
esac
