#!/bin/sh
# app.sh: starts, joins and stops the container PRIORITY.

case $1 in
start)
    # shellcheck disable=all
    /usr/bin/lxc-execute -n PRIORITY -l TRACE -f /container/PRIORITY/conf/lxc.conf -- /usr/bin/app
    ;;
*)
    exit 1
    ;;
esac
