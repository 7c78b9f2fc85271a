#!/bin/sh
# l.sh: starts, joins and stops the container LOG-A.1.

case $1 in
start)
    # shellcheck disable=all
    /usr/bin/lxc-execute -n LOG-A.1 -f /container/LOG-A.1/conf/lxc.conf -- "$2"
    ;;
*)
    exit 1
    ;;
esac
