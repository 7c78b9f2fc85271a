#!/bin/sh
# l.sh: starts, joins and stops the container SHARED.

case $1 in
start)
    # shellcheck disable=all
    /usr/bin/lxc-execute -n SHARED -f /container/SHARED/conf/lxc.conf -- "$2"
    ;;
*)
    exit 1
    ;;
esac
