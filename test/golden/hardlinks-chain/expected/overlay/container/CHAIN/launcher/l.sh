#!/bin/sh
# l.sh: starts, joins and stops the container CHAIN.

case $1 in
start)
    # shellcheck disable=all
    /usr/bin/lxc-execute -n CHAIN -f /container/CHAIN/conf/lxc.conf -- "$2"
    ;;
*)
    exit 1
    ;;
esac
