#!/bin/sh
# app.sh: starts, joins and stops the container TWO.

case $1 in
start)
    # shellcheck disable=all
    /usr/bin/lxc-execute -n TWO -f /container/TWO/conf/lxc.conf -- /usr/bin/app
    ;;
*)
    exit 1
    ;;
esac
