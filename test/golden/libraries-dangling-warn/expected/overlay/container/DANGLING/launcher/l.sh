#!/bin/sh
# l.sh: starts, joins and stops the container DANGLING.

case $1 in
start)
    # shellcheck disable=all
    /usr/bin/lxc-execute -n DANGLING -f /container/DANGLING/conf/lxc.conf -- "$2"
    ;;
*)
    exit 1
    ;;
esac
