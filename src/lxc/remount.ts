import { normalizePath } from "../linux/path-spelling.ts";
import type { RemountBind } from "../plan/conf-plan.ts";
import { escapeQuoted } from "../render/quote.ts";
import { joinLines, linesFor, type TextLine } from "../render/text-line.ts";

/**
 * The mount hook (lxc.container.conf(5), `lxc.hook.mount`): a script of POSIX sh that gives each bind the flags LXC leaves out.
 * It runs as root with the container's mounts below $LXC_ROOTFS_MOUNT; any failure keeps the container from starting.
 */
export const renderRemount = (binds: readonly RemountBind[]): string => joinLines(remountLines(binds));

/** The lines of the mount hook. */
export const remountLines = (binds: readonly RemountBind[]): readonly TextLine[] => {
  const hasOptional = binds.some(({ optional }) => optional);
  const hasRecursive = binds.some(({ below }) => below !== undefined);
  const functions = [
    ...(hasOptional || hasRecursive ? [READ_MOUNTS] : []),
    ...(hasOptional ? [IS_MOUNTED] : []),
    ...(hasRecursive ? [REMOUNT_BELOW] : []),
  ];
  const all = binds.map(({ why }) => why);
  return [...linesFor(all, [HEAD, ...functions]), ...binds.flatMap((bind) => linesFor([bind.why], [remount(bind)]))];
};

/** The PATH is the host's: the container's own environment may have set another. BusyBox' mount takes real paths only. */
const HEAD = `#!/bin/sh
# LXC applies nosuid, nodev and noexec only to binds that are read-only: this hook applies them to the others.
set -eu
PATH=/usr/sbin:/usr/bin:/sbin:/bin
LXC_ROOTFS_MOUNT=$(cd "$LXC_ROOTFS_MOUNT" && pwd -P)
`;

/** Reads proc_pid_mountinfo(5), where white space and backslashes of a mount point are in octal: `printf %b` wants a 0 before the digits. */
const READ_MOUNTS = `mounts=$(sed 's/\\\\\\([0-7][0-7][0-7]\\)/\\\\0\\1/g' /proc/self/mountinfo)

decode_place() {
    case $place in
    *\\\\*) place=$(printf %b "$place") ;;
    esac
}
`;

const IS_MOUNTED = `is_mounted() {
    while read -r _ _ _ _ place _; do
        decode_place
        [ "$place" != "$1" ] || return 0
    done <<EOF
$mounts
EOF
    return 1
}
`;

/**
 * A remount takes all flags of a mount that it does not name, so each mount's own are named first. With a source and a place, mount(8) takes
 * no others from elsewhere. What mountinfo says of id-mapped mounts is no option of mount(8).
 */
const REMOUNT_BELOW = `# is_covered PLACE: whether something was mounted over a directory above it later.
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
            mount -o "remount,bind,\${own%,idmapped},$options" none "$below"
        fi
    done <<EOF
$mounts
EOF
}
`;

const remount = ({ destination, options, optional, below }: RemountBind): string => {
  const place = quotedPlace(destination);
  const commands = [
    `mount -o remount,bind,${options.join(",")} ${place}`,
    ...(below === undefined ? [] : [["remount_below", options.join(","), place, ...below.except.map(quotedPlace)].join(" ")]),
  ];
  return optional ? `if is_mounted ${place}; then\n${commands.map((each) => `    ${each}\n`).join("")}fi` : commands.join("\n");
};

const quotedPlace = (destination: string): string => `"$LXC_ROOTFS_MOUNT/${escapeQuoted(normalizePath(destination))}"`;
