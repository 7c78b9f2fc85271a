#!/bin/sh
# app.sh: starts, joins and stops the container BASIC.

case $1 in
start)
    # shellcheck disable=all
    /usr/bin/lxc-execute -n BASIC -f /container/BASIC/conf/lxc.conf -- /usr/bin/app --foreground "$2"
    ;;
stop)
    /usr/bin/lxc-stop -n BASIC
    ;;
*)
    exit 1
    ;;
esac
