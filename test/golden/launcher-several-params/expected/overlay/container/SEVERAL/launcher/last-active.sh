#!/bin/sh
# last-active.sh: starts, joins and stops the container SEVERAL.

case $1 in
start)
    # shellcheck disable=all
    /usr/bin/lxc-execute -n SEVERAL -f /container/SEVERAL/conf/lxc.conf -- /usr/bin/app
    ;;
*)
    exit 1
    ;;
esac
