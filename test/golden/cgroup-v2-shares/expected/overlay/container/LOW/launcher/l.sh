#!/bin/sh
# l.sh: starts, joins and stops the container LOW.

case $1 in
start)
    # shellcheck disable=all
    /usr/bin/lxc-execute -n LOW -f /container/LOW/conf/lxc.conf -- "$2"
    ;;
*)
    exit 1
    ;;
esac
