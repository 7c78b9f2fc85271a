#!/bin/sh
# l.sh: starts, joins and stops the container DENY.

case $1 in
start)
    # shellcheck disable=all
    /usr/bin/lxc-execute -n DENY -f /container/DENY/conf/lxc.conf -- "$2"
    ;;
*)
    exit 1
    ;;
esac
