#!/bin/sh
# l.sh: starts, joins and stops the container MODES.

case $1 in
start)
    # shellcheck disable=all
    /usr/bin/lxc-execute -n MODES -f /container/MODES/conf/lxc.conf -- "$2"
    ;;
*)
    exit 1
    ;;
esac
