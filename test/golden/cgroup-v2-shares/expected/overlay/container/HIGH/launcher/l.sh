#!/bin/sh
# l.sh: starts, joins and stops the container HIGH.

case $1 in
start)
    # shellcheck disable=all
    /usr/bin/lxc-execute -n HIGH -f /container/HIGH/conf/lxc.conf -- "$2"
    ;;
*)
    exit 1
    ;;
esac
