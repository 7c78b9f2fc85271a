#!/bin/sh
# l.sh: starts, joins and stops the container ROOT.

case $1 in
start)
    # shellcheck disable=all
    /usr/bin/lxc-execute -n ROOT -f /container/ROOT/conf/lxc.conf -- "$2"
    ;;
*)
    exit 1
    ;;
esac
