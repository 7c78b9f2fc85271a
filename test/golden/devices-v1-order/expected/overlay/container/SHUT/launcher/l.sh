#!/bin/sh
# l.sh: starts, joins and stops the container SHUT.

case $1 in
start)
    # shellcheck disable=all
    /usr/bin/lxc-execute -n SHUT -f /container/SHUT/conf/lxc.conf -- "$2"
    ;;
*)
    exit 1
    ;;
esac
