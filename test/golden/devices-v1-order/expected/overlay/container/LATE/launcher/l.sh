#!/bin/sh
# l.sh: starts, joins and stops the container LATE.

case $1 in
start)
    # shellcheck disable=all
    /usr/bin/lxc-execute -n LATE -f /container/LATE/conf/lxc.conf -- "$2"
    ;;
*)
    exit 1
    ;;
esac
