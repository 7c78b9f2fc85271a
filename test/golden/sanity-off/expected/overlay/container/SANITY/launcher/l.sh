#!/bin/sh
# l.sh: starts, joins and stops the container SANITY.

case $1 in
start)
    # shellcheck disable=all
    /usr/bin/lxc-execute -n SANITY -f /container/SANITY/conf/lxc.conf -- "$2"
    ;;
*)
    exit 1
    ;;
esac
