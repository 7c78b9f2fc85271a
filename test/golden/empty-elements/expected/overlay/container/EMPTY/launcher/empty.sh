#!/bin/sh
# empty.sh: starts, joins and stops the container EMPTY.

case $1 in
start)
    # shellcheck disable=all
    /usr/bin/lxc-execute -n EMPTY -f /container/EMPTY/conf/lxc.conf -- /usr/bin/app
    ;;
*)
    exit 1
    ;;
esac
