#!/bin/sh
# l.sh: starts, joins and stops the container BLACK.

case $1 in
start)
    # shellcheck disable=all
    /usr/bin/lxc-execute -n BLACK -f /container/BLACK/conf/lxc.conf -- "$2"
    ;;
*)
    exit 1
    ;;
esac
