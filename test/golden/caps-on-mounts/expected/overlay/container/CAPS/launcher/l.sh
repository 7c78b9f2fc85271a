#!/bin/sh
# l.sh: starts, joins and stops the container CAPS.

case $1 in
start)
    # shellcheck disable=all
    /usr/bin/lxc-execute -n CAPS -f /container/CAPS/conf/lxc.conf -- "$2"
    ;;
*)
    exit 1
    ;;
esac
