#!/bin/sh
# l.sh: starts, joins and stops the container ENVIRONMENT.

case $1 in
start)
    # shellcheck disable=all
    /usr/bin/lxc-execute -n ENVIRONMENT -f /container/ENVIRONMENT/conf/lxc.conf -- "$2"
    ;;
*)
    exit 1
    ;;
esac
