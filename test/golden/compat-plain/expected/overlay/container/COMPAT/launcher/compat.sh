#!/bin/sh
# compat.sh: starts, joins and stops the container COMPAT.

case $1 in
start)
    # shellcheck disable=all
    /usr/bin/lxc-execute -n COMPAT -o /var/log/lxc/compat.log -l ERROR -f /container/COMPAT/conf/lxc.conf -- /usr/bin/app --eos
    ;;
attach_sh)
    # shellcheck disable=all
    /usr/bin/lxc-attach -n COMPAT -f /container/COMPAT/conf/lxc.conf -- /bin/sh -c "ls -l /etc"
    ;;
stop)
    /usr/bin/lxc-stop -n COMPAT
    ;;
*)
    exit 1
    ;;
esac
