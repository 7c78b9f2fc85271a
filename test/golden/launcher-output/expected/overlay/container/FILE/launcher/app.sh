#!/bin/sh
# app.sh: starts, joins and stops the container FILE.

case $1 in
start)
    # shellcheck disable=all
    /usr/bin/lxc-execute -n FILE -o "/var/log/lxc/with blank.log" -f /container/FILE/conf/lxc.conf -- /usr/bin/app
    ;;
*)
    exit 1
    ;;
esac
