#!/bin/sh
# l.sh: starts, joins and stops the container PASSWD.

case $1 in
start)
    # shellcheck disable=all
    /usr/bin/lxc-execute -n PASSWD -f /container/PASSWD/conf/lxc.conf -- "$2"
    ;;
*)
    exit 1
    ;;
esac
