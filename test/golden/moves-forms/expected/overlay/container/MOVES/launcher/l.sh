#!/bin/sh
# l.sh: starts, joins and stops the container MOVES.

case $1 in
start)
    # shellcheck disable=all
    /usr/bin/lxc-execute -n MOVES -f /container/MOVES/conf/lxc.conf -- "$2"
    ;;
*)
    exit 1
    ;;
esac
