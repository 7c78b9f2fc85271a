#!/bin/sh
# l.sh: starts, joins and stops the container NS.

case $1 in
start)
    # shellcheck disable=all
    /usr/bin/lxc-execute -n NS -f /container/NS/conf/lxc.conf -- "$2"
    ;;
*)
    exit 1
    ;;
esac
