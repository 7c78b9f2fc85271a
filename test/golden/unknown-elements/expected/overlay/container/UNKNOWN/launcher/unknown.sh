#!/bin/sh
# unknown.sh: starts, joins and stops the container UNKNOWN.

case $1 in
start)
    # shellcheck disable=all
    /usr/bin/lxc-execute -n UNKNOWN -f /container/UNKNOWN/conf/lxc.conf -- /usr/bin/app
    ;;
*)
    exit 1
    ;;
esac
