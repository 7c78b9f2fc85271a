#!/bin/sh
# closed.sh: starts, joins and stops the container CLOSED.

case $1 in
start)
    # shellcheck disable=all
    /usr/bin/lxc-execute -n CLOSED -f /container/CLOSED/conf/lxc.conf -- "$2"
    ;;
probe)
    # shellcheck disable=all
    /usr/bin/lxc-attach -n CLOSED -f /container/CLOSED/conf/lxc.conf --clear-env -u 701 -g 701 -- "$2"
    ;;
*)
    exit 1
    ;;
esac
