#!/bin/sh
# l.sh: starts, joins and stops the container NETWORK.

case $1 in
start)
    # shellcheck disable=all
    /usr/bin/lxc-execute -n NETWORK -f /container/NETWORK/conf/lxc.conf -- "$2"
    ;;
*)
    exit 1
    ;;
esac
