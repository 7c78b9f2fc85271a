#!/bin/sh
# l.sh: starts, joins and stops the container DEAD.

case $1 in
start)
    # shellcheck disable=all
    /usr/bin/lxc-execute -n DEAD -f /container/DEAD/conf/lxc.conf -- "$2"
    ;;
*)
    exit 1
    ;;
esac
