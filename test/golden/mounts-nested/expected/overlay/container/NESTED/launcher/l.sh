#!/bin/sh
# l.sh: starts, joins and stops the container NESTED.

case $1 in
start)
    # shellcheck disable=all
    /usr/bin/lxc-execute -n NESTED -f /container/NESTED/conf/lxc.conf -- "$2"
    ;;
*)
    exit 1
    ;;
esac
