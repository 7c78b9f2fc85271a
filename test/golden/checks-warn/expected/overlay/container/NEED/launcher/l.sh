#!/bin/sh
# l.sh: starts, joins and stops the container NEED.

case $1 in
start)
    # shellcheck disable=all
    /usr/bin/lxc-execute -n NEED -f /container/NEED/conf/lxc.conf -- /usr/bin/app
    ;;
*)
    exit 1
    ;;
esac
