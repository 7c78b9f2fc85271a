#!/bin/sh
# fetch.sh: starts, joins and stops the container FETCH.

case $1 in
start)
    # shellcheck disable=all
    /usr/bin/lxc-execute -n FETCH -f /container/FETCH/conf/lxc.conf -- /usr/bin/fetch
    ;;
*)
    exit 1
    ;;
esac
