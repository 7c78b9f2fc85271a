#!/bin/sh
# merged.sh: starts, joins and stops the container MERGED.

case $1 in
start)
    # shellcheck disable=all
    /usr/bin/lxc-execute -n MERGED -f /container/MERGED/conf/lxc.conf -- /usr/bin/app
    ;;
*)
    exit 1
    ;;
esac
