#!/bin/sh
# broker.sh: starts, joins and stops the container BROKER.

case $1 in
start)
    # shellcheck disable=all
    /usr/bin/lxc-execute -n BROKER -f /container/BROKER/conf/lxc.conf -- /usr/bin/broker
    ;;
stop)
    /usr/bin/lxc-stop -n BROKER
    ;;
*)
    exit 1
    ;;
esac
