#!/bin/sh
# text.sh: starts, joins and stops the container TEXT.

case $1 in
start)
    # shellcheck disable=all
    {
        /usr/bin/lxc-execute -n TEXT -f /container/TEXT/conf/lxc.conf -- /bin/sh -c "while true; do echo $2 '$1' && sleep 5; done" | cat > /dev/null; [ a = a ] # `x`
    }
    ;;
"esac")
    # shellcheck disable=all
    /usr/bin/lxc-attach -n TEXT -f /container/TEXT/conf/lxc.conf --clear-env -- "/usr/bin/app" $1 ${2:-none}	"a  b"
    ;;
if)
    # shellcheck disable=all
    /usr/bin/lxc-attach -n TEXT -f /container/TEXT/conf/lxc.conf --clear-env -- /usr/bin/app *.txt ~ \$HOME
    ;;
9.-_)
    # shellcheck disable=all
    /usr/bin/lxc-attach -n TEXT -f /container/TEXT/conf/lxc.conf --clear-env -- $APP
    ;;
*)
    exit 1
    ;;
esac
