#!/bin/sh
# l.sh: starts, joins and stops the container ALLOWS.

case $1 in
start)
    # shellcheck disable=all
    /usr/bin/lxc-execute -n ALLOWS -f /container/ALLOWS/conf/lxc.conf -- "$2"
    ;;
*)
    exit 1
    ;;
esac
