#!/bin/sh
# l.sh: starts, joins and stops the container ROFS.

case $1 in
start)
    # shellcheck disable=all
    /usr/bin/lxc-execute -n ROFS -f /container/ROFS/conf/lxc.conf -- "$2"
    ;;
*)
    exit 1
    ;;
esac
