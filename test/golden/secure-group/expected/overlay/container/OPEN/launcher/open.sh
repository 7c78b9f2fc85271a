#!/bin/sh
# open.sh: starts, joins and stops the container OPEN.

case $1 in
start)
    # shellcheck disable=all
    /usr/bin/lxc-execute -n OPEN -f /container/OPEN/conf/lxc.conf -- "$2"
    ;;
probe)
    # shellcheck disable=all
    /usr/bin/lxc-attach -n OPEN -f /container/OPEN/conf/lxc.conf --clear-env -- "$2"
    ;;
*)
    exit 1
    ;;
esac
