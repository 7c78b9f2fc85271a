import type { Config } from "../model/config.ts";
import type { ContainerPlan, Plan } from "../plan/plan.ts";
import type { HostRootfs } from "../rootfs/host-rootfs.ts";
import { isDirectory, lookup } from "../rootfs/lookup.ts";

/** Something that a device can't do without. */
export interface HostNeed {
  /** One of these, absolute, is enough. */
  readonly paths: readonly string[];
  /** What it is, in words. */
  readonly what: string;
}

/** What a device needs to start, to know its users, to run LXC, and to run what the overlay brings; whether it has all that is not asked here. */
export const hostNeeds = (plan: Plan, rootfs: HostRootfs, config: Config): readonly HostNeed[] => [
  ...each(
    "[EXECUTABLE] of config.ini",
    config.executable.filter((path) => isDirectory(rootfs, path)),
  ),
  ...each("a top-level directory", directoriesIn(rootfs, "")),
  ...each("a directory of libraries", [...LIBRARY_DIRECTORIES, ...machineDirectories(rootfs)]),
  ...each("users and groups", ["/etc/passwd", "/etc/group"]),
  ...each("its first program", ["/sbin/init", "/init", "/linuxrc"]),
  ...each("units of systemd", ["/etc/systemd/system", "/lib/systemd/system", "/usr/lib/systemd/system"]),
  ...each("init scripts", ["/etc/inittab", "/etc/init.d", "/etc/rc.d", ...runLevels(rootfs)]),
  ...each("LXC", ["/usr/libexec/lxc", ...[...LIBRARY_DIRECTORIES, ...machineDirectories(rootfs)].map((path) => `${path}/lxc`)]),
  ...hostPrograms(plan),
];

/** The programs among them. */
export const hostPrograms = (plan: Plan): readonly HostNeed[] => [
  ...each("LXC", ["/usr/bin/lxc-execute", "/usr/bin/lxc-attach", "/usr/bin/lxc-stop"]),
  ...["init.lxc.static", "init.lxc"].map(program("LXC")),
  program("the shell of launchers")("sh"),
  ...REMOVING.map(program("run by conf/remove.sh")),
  ...plan.containers.flatMap(launcherPrograms),
  ...plan.containers.flatMap(({ conf }) => (conf.remount === undefined ? [] : ["mount", "sed"].map(program("run by conf/remount.sh")))),
];

const each = (what: string, paths: readonly string[]): readonly HostNeed[] => paths.map((path) => ({ paths: [path], what }));

/** The PATH of the scripts that an overlay brings. */
const PATH = ["/usr/sbin", "/usr/bin", "/sbin", "/bin"];

const program =
  (what: string) =>
  (name: string): HostNeed => ({ paths: PATH.map((directory) => `${directory}/${name}`), what });

/** What conf/remove.sh calls, as far as no shell has it built in. */
const REMOVING = ["sed", "ls", "rm", "rmdir", "wc", "readlink", "sha256sum"];

const launcherPrograms = ({ launcher }: ContainerPlan): readonly HostNeed[] => {
  if (launcher === undefined) return [];
  const commands = [launcher.start, ...launcher.attaches];
  if (commands.every(({ command }) => command.notify === undefined)) return [];
  const what = "run by launchers";
  return [
    ...each(what, ["/bin/systemd-notify", "/usr/bin/lxccpid", ...(launcher.pause === "usleep" ? ["/bin/usleep"] : [])]),
    ...(launcher.pause === "usleep" ? [] : [program(what)("sleep")]),
  ];
};

/** Where one libc or another keeps libraries, absolute. */
export const LIBRARY_DIRECTORIES: readonly string[] = ["/lib", "/usr/lib", "/lib64", "/usr/lib64"];

/** Debian's directories for the libraries of one machine: `/usr/lib/arm-linux-gnueabihf`. */
export const machineDirectories = (rootfs: HostRootfs): readonly string[] =>
  ["lib", "usr/lib"].flatMap((directory) => directoriesIn(rootfs, directory).filter((path) => path.includes("-linux-")));

/** `/etc/rc5.d`, `/etc/rcS.d` */
const runLevels = (rootfs: HostRootfs): readonly string[] => directoriesIn(rootfs, "etc").filter((path) => /\/rc\w\.d$/.test(path));

/** What is a directory, or leads to one, in a directory. */
const directoriesIn = (rootfs: HostRootfs, directory: string): readonly string[] => {
  const found = lookup(rootfs, directory);
  const names = found.kind === "found" ? rootfs.nodes.namesIn(found.node.path) : [];
  return names.map((name) => `${directory === "" ? "" : `/${directory}`}/${name}`).filter((path) => isDirectory(rootfs, path));
};
