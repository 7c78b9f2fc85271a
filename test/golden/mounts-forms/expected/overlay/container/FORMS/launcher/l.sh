#!/bin/sh
# l.sh: starts, joins and stops the container FORMS.

case $1 in
start)
    # shellcheck disable=all
    /usr/bin/lxc-execute -n FORMS -f /container/FORMS/conf/lxc.conf -- "$2"
    ;;
*)
    exit 1
    ;;
esac
