/**
 * /usr/bin/lxccpid for devices that lack it, a script of POSIX sh: `lxccpid --ppid PID NAME MILLISECONDS` prints the PID of the
 * nearest descendant of PID whose command line begins with the words of NAME, or with its text where that ends in `*`, waiting for it to
 * appear; nothing and status 1 if none does.
 */
export const renderLxccpid = (): string => LXCCPID;

/**
 * Reads proc(5): `PPid` of /proc/PID/status, since a program's name in /proc/PID/stat may hold anything, and /proc/uptime for the
 * time, since a look over all processes takes a while itself.
 */
const LXCCPID = `#!/bin/sh
# lxccpid --ppid PID NAME MILLISECONDS
# Prints the PID of the nearest descendant of PID whose command line begins with the words of NAME, or with any text for a * at its end,
# directories left out or not, an interpreter before it or not. Waits for it to appear; prints nothing and ends with 1 if it does not.

if [ "$#" -ne 4 ] || [ "$1" != --ppid ] || [ -z "$3" ]; then
    echo 'usage: lxccpid --ppid PID NAME MILLISECONDS' >&2
    exit 2
fi
# What a command line, with a blank at its end, begins with.
case $3 in
*'*') name=\${3%'*'} ;;
*) name="$3 " ;;
esac

# Hundredths of a second since the device started.
now() {
    read -r uptime _ < /proc/uptime
    echo "$((\${uptime%.*} * 100 + 1\${uptime#*.} - 100))"
}

# Parent and child of every process, one pair a line. Processes may end meanwhile.
processes() {
    for status in /proc/[0-9]*/status; do
        while read -r key value; do
            if [ "$key" = PPid: ]; then
                child=\${status#/proc/}
                echo "$value \${child%/status}"
                break
            fi
        done < "$status"
    done 2> /dev/null
}

begins() {
    case $1 in
    "$name"*) return 0 ;;
    esac
    program=\${1%% *}
    case \${program##*/}\${1#"$program"} in
    "$name"*) return 0 ;;
    esac
    return 1
}

matches() {
    command="$(tr '\\000\\n' '  ' 2> /dev/null < "/proc/$1/cmdline") "
    begins "$command" || begins "\${command#* }"
}

# Goes down from PID, generation by generation.
search() {
    table=$(processes)
    parents=" $1 "
    while [ "$parents" != ' ' ]; do
        children=' '
        while read -r parent child; do
            case $parents in
            *" $parent "*)
                if matches "$child"; then
                    echo "$child"
                    return 0
                fi
                children="$children$child "
                ;;
            esac
        done <<EOF
$table
EOF
        parents=$children
    done
    return 1
}

deadline=$(($(now) + $4 / 10))
until search "$2"; do
    [ "$(now)" -lt "$deadline" ] || exit 1
    usleep 100000 2> /dev/null || sleep 0.1 2> /dev/null || sleep 1
done
`;
