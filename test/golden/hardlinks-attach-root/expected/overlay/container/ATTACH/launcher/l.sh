#!/bin/sh
# l.sh: starts, joins and stops the container ATTACH.

case $1 in
start)
    # shellcheck disable=all
    /usr/bin/lxc-execute -n ATTACH -f /container/ATTACH/conf/lxc.conf -- "$2"
    ;;
a)
    # shellcheck disable=all
    /usr/bin/lxc-attach -n ATTACH -f /container/ATTACH/conf/lxc.conf --clear-env -- "$2"
    ;;
*)
    exit 1
    ;;
esac
