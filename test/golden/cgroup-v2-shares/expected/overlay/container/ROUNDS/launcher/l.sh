#!/bin/sh
# l.sh: starts, joins and stops the container ROUNDS.

case $1 in
start)
    # shellcheck disable=all
    /usr/bin/lxc-execute -n ROUNDS -f /container/ROUNDS/conf/lxc.conf -- "$2"
    ;;
*)
    exit 1
    ;;
esac
