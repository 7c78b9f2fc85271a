#!/bin/sh
# l.sh: starts, joins and stops the container SEARCH.

case $1 in
start)
    # shellcheck disable=all
    /usr/bin/lxc-execute -n SEARCH -f /container/SEARCH/conf/lxc.conf -- "$2"
    ;;
*)
    exit 1
    ;;
esac
