#!/bin/sh
# l.sh: starts, joins and stops the container LOG.

case $1 in
start)
    # shellcheck disable=all
    /usr/bin/lxc-execute -n LOG -f /container/LOG/conf/lxc.conf -- "$2"
    ;;
*)
    exit 1
    ;;
esac
