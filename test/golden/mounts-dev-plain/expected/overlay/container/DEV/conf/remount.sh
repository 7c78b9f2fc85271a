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

mount -o remount,bind,nosuid "$LXC_ROOTFS_MOUNT/dev/fb0"
if is_mounted "$LXC_ROOTFS_MOUNT/dev/fb1"; then
    mount -o remount,bind,nosuid "$LXC_ROOTFS_MOUNT/dev/fb1"
fi
mount -o remount,bind,nosuid "$LXC_ROOTFS_MOUNT/dev/fb2"
mount -o remount,bind,nosuid "$LXC_ROOTFS_MOUNT/dev/fb3"
