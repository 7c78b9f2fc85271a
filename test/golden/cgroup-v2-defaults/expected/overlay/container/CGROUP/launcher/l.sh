#!/bin/sh
# l.sh: starts, joins and stops the container CGROUP.

case $1 in
start)
    # shellcheck disable=all
    /usr/bin/lxc-execute -n CGROUP -f /container/CGROUP/conf/lxc.conf -- "$2"
    ;;
*)
    exit 1
    ;;
esac
