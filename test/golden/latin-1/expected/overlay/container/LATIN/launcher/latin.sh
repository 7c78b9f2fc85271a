#!/bin/sh
# latin.sh: starts, joins and stops the container LATIN.

case $1 in
start)
    # shellcheck disable=all
    /usr/bin/lxc-execute -n LATIN -f /container/LATIN/conf/lxc.conf -- /usr/bin/app --city "Köln"
    ;;
*)
    exit 1
    ;;
esac
