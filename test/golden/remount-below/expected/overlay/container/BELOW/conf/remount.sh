#!/bin/sh
# LXC applies nosuid, nodev and noexec only to binds that are read-only: this hook applies them to the others.
set -eu
PATH=/usr/sbin:/usr/bin:/sbin:/bin
LXC_ROOTFS_MOUNT=$(cd "$LXC_ROOTFS_MOUNT" && pwd -P)

mounts=$(sed 's/\\\([0-7][0-7][0-7]\)/\\0\1/g' /proc/self/mountinfo)

decode_place() {
    case $place in
    *\\*) place=$(printf %b "$place") ;;
    esac
}

is_mounted() {
    while read -r _ _ _ _ place _; do
        decode_place
        [ "$place" != "$1" ] || return 0
    done <<EOF
$mounts
EOF
    return 1
}

# is_covered PLACE: whether something was mounted over a directory above it later.
is_covered() {
    covered=$1 seen=false
    while read -r _ _ _ _ place _; do
        decode_place
        if [ "$place" = "$covered" ]; then
            seen=true
        elif "$seen"; then
            case $covered in
            "$place"/*) return 0 ;;
            esac
        fi
    done <<EOF
$mounts
EOF
    return 1
}

# remount_below OPTIONS PLACE [EXCEPT]...: LXC applies none of rbind's options to what is mounted below it.
remount_below() {
    options=$1 top=$2
    shift 2
    while read -r _ _ _ _ place own _; do
        decode_place
        case $place in
        "$top"/*) ;;
        *) continue ;;
        esac
        for each; do
            case $place in
            "$each" | "$each"/*) continue 2 ;;
            esac
        done
        below=$place
        if ! is_covered "$below"; then
            mount -o "remount,bind,${own%,idmapped},$options" none "$below"
        fi
    done <<EOF
$mounts
EOF
}

mount -o remount,bind,nosuid,nodev,noexec "$LXC_ROOTFS_MOUNT/srv/a \"\$b\""
remount_below nosuid,nodev,noexec "$LXC_ROOTFS_MOUNT/srv/a \"\$b\"" "$LXC_ROOTFS_MOUNT/srv/a \"\$b\"/in" "$LXC_ROOTFS_MOUNT/srv/a \"\$b\"/tmp"
mount -o remount,bind,nosuid,nodev,noexec "$LXC_ROOTFS_MOUNT/srv/a \"\$b\"/in"
if is_mounted "$LXC_ROOTFS_MOUNT/srv/a \"\$b\"/may"; then
    mount -o remount,bind,nosuid,nodev,noexec "$LXC_ROOTFS_MOUNT/srv/a \"\$b\"/may"
fi
if is_mounted "$LXC_ROOTFS_MOUNT/srv/ro"; then
    mount -o remount,bind,ro,nosuid,nodev,noexec "$LXC_ROOTFS_MOUNT/srv/ro"
    remount_below ro,nosuid,nodev,noexec "$LXC_ROOTFS_MOUNT/srv/ro"
fi
