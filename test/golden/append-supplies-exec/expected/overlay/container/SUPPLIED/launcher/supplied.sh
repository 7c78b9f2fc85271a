#!/bin/sh
# supplied.sh: starts, joins and stops the container SUPPLIED.

case $1 in
start)
    # shellcheck disable=all
    /usr/bin/lxc-execute -n SUPPLIED -l TRACE -f /container/SUPPLIED/conf/lxc.conf -- /usr/bin/app
    ;;
*)
    exit 1
    ;;
esac
