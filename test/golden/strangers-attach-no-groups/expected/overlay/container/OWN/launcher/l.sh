#!/bin/sh
# l.sh: starts, joins and stops the container OWN.

case $1 in
start)
    # shellcheck disable=all
    /usr/bin/lxc-execute -n OWN -f /container/OWN/conf/lxc.conf -- "$2"
    ;;
a0)
    # shellcheck disable=all
    /usr/bin/lxc-attach -n OWN -f /container/OWN/conf/lxc.conf --clear-env -u 701 -g 50 -- "$2"
    ;;
*)
    exit 1
    ;;
esac
