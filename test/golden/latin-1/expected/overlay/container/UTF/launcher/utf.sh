#!/bin/sh
# utf.sh: starts, joins and stops the container UTF.

case $1 in
start)
    # shellcheck disable=all
    /usr/bin/lxc-execute -n UTF -f /container/UTF/conf/lxc.conf -- /usr/bin/app --city "Köln"
    ;;
*)
    exit 1
    ;;
esac
