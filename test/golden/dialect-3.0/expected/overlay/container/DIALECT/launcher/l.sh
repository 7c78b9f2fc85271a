#!/bin/sh
# l.sh: starts, joins and stops the container DIALECT.

case $1 in
start)
    # shellcheck disable=all
    /usr/bin/lxc-execute -n DIALECT -f /container/DIALECT/conf/lxc.conf -- "$2"
    ;;
stop)
    /usr/bin/lxc-stop -n DIALECT
    ;;
*)
    exit 1
    ;;
esac
