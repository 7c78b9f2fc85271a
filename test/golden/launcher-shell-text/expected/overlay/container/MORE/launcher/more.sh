#!/bin/sh
# more.sh: starts, joins and stops the container MORE.

case $1 in
start)
    # shellcheck disable=all
    {
        /usr/bin/lxc-execute -n MORE -f /container/MORE/conf/lxc.conf -- /usr/bin/app --expr "a < b && c > d"
    }
    ;;
*)
    exit 1
    ;;
esac
