#!/bin/sh
# l.sh: starts, joins and stops the container ALONE.

case $1 in
start)
    # shellcheck disable=all
    /usr/bin/lxc-execute -n ALONE -f /container/ALONE/conf/lxc.conf -- "$2"
    ;;
*)
    exit 1
    ;;
esac
