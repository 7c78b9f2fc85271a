#!/bin/sh
# app.sh: starts, joins and stops the container GROUP.

case $1 in
start)
    # shellcheck disable=all
    /usr/bin/lxc-execute -n GROUP -f /container/GROUP/conf/lxc.conf -- /usr/bin/app
    ;;
*)
    exit 1
    ;;
esac
