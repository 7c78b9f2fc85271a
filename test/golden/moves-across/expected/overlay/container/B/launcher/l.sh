#!/bin/sh
# l.sh: starts, joins and stops the container B.

case $1 in
start)
    # shellcheck disable=all
    /usr/bin/lxc-execute -n B -f /container/B/conf/lxc.conf -- "$2"
    ;;
*)
    exit 1
    ;;
esac
