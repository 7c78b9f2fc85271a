#!/bin/sh
# l.sh: starts, joins and stops the container OTHER.

case $1 in
start)
    # shellcheck disable=all
    /usr/bin/lxc-execute -n OTHER -f /container/OTHER/conf/lxc.conf -- "$2"
    ;;
*)
    exit 1
    ;;
esac
