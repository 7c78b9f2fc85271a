#!/bin/sh
# app.sh: starts, joins and stops the container ONE.

case $1 in
start)
    # shellcheck disable=all
    /usr/bin/lxc-execute -n ONE -f /container/ONE/conf/lxc.conf -- /usr/bin/app
    ;;
*)
    exit 1
    ;;
esac
