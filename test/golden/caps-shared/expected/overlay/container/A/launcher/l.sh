#!/bin/sh
# l.sh: starts, joins and stops the container A.

case $1 in
start)
    # shellcheck disable=all
    /usr/bin/lxc-execute -n A -f /container/A/conf/lxc.conf -- "$2"
    ;;
*)
    exit 1
    ;;
esac
