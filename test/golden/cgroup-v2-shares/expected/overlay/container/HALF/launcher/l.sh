#!/bin/sh
# l.sh: starts, joins and stops the container HALF.

case $1 in
start)
    # shellcheck disable=all
    /usr/bin/lxc-execute -n HALF -f /container/HALF/conf/lxc.conf -- "$2"
    ;;
*)
    exit 1
    ;;
esac
