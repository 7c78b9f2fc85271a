import { normalizePath } from "../linux/path-spelling.ts";
import type { RemountBind } from "../plan/conf-plan.ts";
import { escapeQuoted } from "./quote.ts";

/**
 * The mount hook (lxc.container.conf(5), `lxc.hook.mount`): a script of POSIX sh that gives each bind the flags LXC leaves out.
 * It runs as root with the container's mounts below $LXC_ROOTFS_MOUNT; any failure keeps the container from starting.
 */
export const renderRemount = (binds: readonly RemountBind[]): string =>
  [HEAD, ...(binds.some((bind) => bind.optional) ? [IS_MOUNTED] : []), `${binds.map(remount).join("\n")}\n`].join("\n");

/** The PATH is the host's: the container's own environment may have set another. BusyBox' mount takes real paths only. */
const HEAD = `#!/bin/sh
# LXC applies nosuid, nodev and noexec only to binds that are read-only: this hook applies them to the others.
set -eu
PATH=/usr/sbin:/usr/bin:/sbin:/bin
LXC_ROOTFS_MOUNT=$(cd "$LXC_ROOTFS_MOUNT" && pwd -P)
`;

/** Reads proc_pid_mountinfo(5), where white space and backslashes of a mount point are in octal. */
const IS_MOUNTED = `mounts=$(cat /proc/self/mountinfo)

is_mounted() {
    while read -r _ _ _ _ place _; do
        case $place in
        *\\\\*) place=$(printf '%b' "$place") ;;
        esac
        [ "$place" != "$1" ] || return 0
    done <<EOF
$mounts
EOF
    return 1
}
`;

const remount = ({ destination, options, optional }: RemountBind): string => {
  const place = `"$LXC_ROOTFS_MOUNT/${escapeQuoted(normalizePath(destination))}"`;
  const command = `mount -o remount,bind,${options.join(",")} ${place}`;
  return optional ? `if is_mounted ${place}; then\n    ${command}\nfi` : command;
};
