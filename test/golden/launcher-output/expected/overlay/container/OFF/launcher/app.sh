#!/bin/sh
# app.sh: starts, joins and stops the container OFF.

case $1 in
start)
    # shellcheck disable=all
    /usr/bin/lxc-execute -n OFF -f /container/OFF/conf/lxc.conf -- /usr/bin/app
    ;;
*)
    exit 1
    ;;
esac
