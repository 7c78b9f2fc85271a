#!/bin/sh
# LXC applies nosuid, nodev and noexec only to binds that are read-only: this hook applies them to the others.
set -eu
PATH=/usr/sbin:/usr/bin:/sbin:/bin
LXC_ROOTFS_MOUNT=$(cd "$LXC_ROOTFS_MOUNT" && pwd -P)

mount -o remount,bind,nosuid,nodev,noexec "$LXC_ROOTFS_MOUNT/run/broker/socket"
mount -o remount,bind,nosuid,nodev,noexec "$LXC_ROOTFS_MOUNT/run/client"
mount -o remount,bind,nosuid,nodev,noexec "$LXC_ROOTFS_MOUNT/opt/client"
