#!/bin/sh
# l.sh: starts, joins and stops the container RELATIVE.

case $1 in
start)
    # shellcheck disable=all
    /usr/bin/lxc-execute -n RELATIVE -f /container/RELATIVE/conf/lxc.conf -- "$2"
    ;;
*)
    exit 1
    ;;
esac
