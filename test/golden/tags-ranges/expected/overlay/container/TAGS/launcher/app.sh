#!/bin/sh
# app.sh: starts, joins and stops the container TAGS.

case $1 in
start)
    # shellcheck disable=all
    /usr/bin/lxc-execute -n TAGS -f /container/TAGS/conf/lxc.conf -- /usr/bin/app
    ;;
*)
    exit 1
    ;;
esac
