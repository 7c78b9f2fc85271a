#!/bin/sh
# l.sh: starts, joins and stops the container OWN.

case $1 in
start)
    # shellcheck disable=all
    /usr/bin/lxc-execute -n OWN -f /container/OWN/conf/lxc.conf -- "$2"
    ;;
*)
    exit 1
    ;;
esac
