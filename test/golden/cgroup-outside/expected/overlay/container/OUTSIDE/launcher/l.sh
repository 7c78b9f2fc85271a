#!/bin/sh
# l.sh: starts, joins and stops the container OUTSIDE.

case $1 in
start)
    # shellcheck disable=all
    /usr/bin/lxc-execute -n OUTSIDE -f /container/OUTSIDE/conf/lxc.conf -- "$2"
    ;;
*)
    exit 1
    ;;
esac
