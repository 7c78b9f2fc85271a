#!/bin/sh
# lxc.sh: starts, joins and stops the container LXC.

case $1 in
start)
    # shellcheck disable=all
    /usr/bin/lxc-execute -n LXC -f /container/LXC/conf/lxc.conf -- /usr/bin/plain
    ;;
*)
    exit 1
    ;;
esac
