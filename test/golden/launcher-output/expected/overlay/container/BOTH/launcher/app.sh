#!/bin/sh
# app.sh: starts, joins and stops the container BOTH.

case $1 in
start)
    # shellcheck disable=all
    /usr/bin/lxc-execute -n BOTH -o /var/log/lxc/both.log -l ERROR -f /container/BOTH/conf/lxc.conf -- /usr/bin/app
    ;;
*)
    exit 1
    ;;
esac
