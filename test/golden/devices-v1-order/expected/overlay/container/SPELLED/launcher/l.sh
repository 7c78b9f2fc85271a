#!/bin/sh
# l.sh: starts, joins and stops the container SPELLED.

case $1 in
start)
    # shellcheck disable=all
    /usr/bin/lxc-execute -n SPELLED -f /container/SPELLED/conf/lxc.conf -- "$2"
    ;;
*)
    exit 1
    ;;
esac
