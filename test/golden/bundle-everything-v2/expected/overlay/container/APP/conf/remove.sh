#!/bin/sh
# remove.sh [ROOT]: removes what moved into this container from the device, whose rootfs is at ROOT (/ if it is not given).
# What is not what was moved any more stays, and so does a move on or below whose path something is mounted.
set -u
PATH=/usr/sbin:/usr/bin:/sbin:/bin CDPATH=''
root=$(cd "${1:-/}" && pwd -P) || exit 1
root=${root%/}
mounts=$(sed 's/\\\([0-7][0-7][0-7]\)/\\0\1/g' /proc/self/mountinfo) || exit 1
sha256sum=$(command -v sha256sum)
status=0

stays() {
    printf '%s: %s stays: %s\n' "$0" "$path" "$1" >&2
}

# Whether something is mounted on $path or below it.
is_mounted() {
    while read -r _ _ _ _ place _; do
        case $place in
        *\\*) place=$(printf %b "$place") ;;
        esac
        case $place in
        "$path" | "$path"/*) return 0 ;;
        esac
    done <<MOUNTS
$mounts
MOUNTS
    return 1
}

# Whether $path is there, and no symlink leads to it. `real` is the directory that was found to be without.
real=none
is_there() {
    [ -e "$path" ] || [ -L "$path" ] || return 1
    directory=${path%/*}
    [ "$directory" != "$real" ] || return 0
    if [ "$(cd "$directory/" && pwd -P)" != "${directory:-/}" ]; then
        stays "a symlink leads to it"
        return 1
    fi
    real=$directory
}

# is_file SIZE SHA256
is_file() {
    [ -f "$path" ] && [ ! -L "$path" ] || return 1
    if [ -n "$sha256sum" ]; then
        sum=$(sha256sum <"$path") && [ "${sum%% *}" = "$2" ]
    else
        [ "$(wc -c <"$path")" -eq "$1" ]
    fi
}

# is_link TARGET
is_link() {
    [ -L "$path" ] && [ "$(readlink "$path" && echo .)" = "$1
." ]
}

remove() {
    rm -f "$path" || status=1
}

remove_directory() {
    if [ ! -d "$path" ] || [ -L "$path" ]; then
        stays "it is no directory"
    elif [ -n "$(ls -A "$path")" ]; then
        stays "it is not empty"
    elif ! rmdir "$path"; then
        status=1
    fi
}

# A tar that can't leave whiteouts out makes empty files of them.
remove_whiteout() {
    whiteout=${path%/*}/.wh.${path##*/}
    if [ -f "$whiteout" ] && [ ! -s "$whiteout" ]; then
        rm -f "$whiteout" || status=1
    fi
}

while IFS= read -r line; do
    path=$root/${line#*/}
    kind=${line%% *}
    case $kind in
    move)
        remove_whiteout
        is_free=true
        if is_mounted; then
            stays "something is mounted there"
            is_free=false
        fi
        continue
        ;;
    link) IFS= read -r target ;;
    esac
    if ! $is_free || ! is_there; then
        continue
    fi
    case $kind in
    dir) remove_directory ;;
    link) if is_link "${target#to }"; then remove; else stays "it is not what was moved"; fi ;;
    file)
        rest=${line#* }
        size=${rest%% *}
        rest=${rest#* }
        if is_file "$size" "${rest%% *}"; then remove; else stays "it is not what was moved"; fi
        ;;
    esac
done <<'END'
move /etc/nsswitch.conf
file 14 00dd698d41a081f531e39660be6df7a64eab54d222af0498cbe5a51a015e4118 /etc/nsswitch.conf
END
exit "$status"
