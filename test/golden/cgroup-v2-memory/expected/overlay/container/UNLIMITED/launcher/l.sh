#!/bin/sh
# l.sh: starts, joins and stops the container UNLIMITED.

case $1 in
start)
    # shellcheck disable=all
    /usr/bin/lxc-execute -n UNLIMITED -f /container/UNLIMITED/conf/lxc.conf -- "$2"
    ;;
*)
    exit 1
    ;;
esac
