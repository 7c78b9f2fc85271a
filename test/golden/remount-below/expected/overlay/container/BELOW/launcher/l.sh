#!/bin/sh
# l.sh: starts, joins and stops the container BELOW.

case $1 in
start)
    # shellcheck disable=all
    /usr/bin/lxc-execute -n BELOW -f /container/BELOW/conf/lxc.conf -- "$2"
    ;;
*)
    exit 1
    ;;
esac
