#!/bin/sh
# viewer.sh: starts, joins and stops the container VIEWER.

case $1 in
start)
    # shellcheck disable=all
    /usr/bin/lxc-execute -n VIEWER -f /container/VIEWER/conf/lxc.conf -- /usr/bin/viewer
    ;;
*)
    exit 1
    ;;
esac
