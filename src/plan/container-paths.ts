import { normalizePath } from "../linux/path-spelling.ts";

/** The directory of all containers on the device, relative to its root. */
export const CONTAINERS = "container";

/** What starts a container on the device: LXC, Dobby, or an OCI runtime by itself. */
export type TargetId = "lxc" | "dobby" | "oci";

/** What a container's root directory is called for each of them. */
const ROOTFS: Readonly<Record<TargetId, string>> = { lxc: "rootfs", dobby: "rootfs_dobby", oci: "rootfs_dobby" };

/** The root directory of a container on the device, relative to the device's root. */
export const rootfsPath = ({ name, target }: { readonly name: string; readonly target: TargetId }): string =>
  `${CONTAINERS}/${name}/${ROOTFS[target]}`;

/** The config.json of a bundle on the device, relative to the device's root. */
export const configJsonPath = (name: string): string => `${CONTAINERS}/${name}/config.json`;

/** Where the things of one container lie on the device: spec of the overlay, relative to the device's root. */
export interface ContainerPaths {
  readonly directory: string;
  readonly confDirectory: string;
  readonly lxcConf: string;
  /** The mount hook. */
  readonly remount: string;
  /** The script that removes from a device what moved into the container. */
  readonly remove: string;
  /** The list of host paths that moved into the container. */
  readonly removed: string;
  readonly launcherDirectory: string;
}

/** The paths of the container of that SandboxName; nothing else spells them. */
export const containerPaths = (name: string): ContainerPaths => {
  const directory = `${CONTAINERS}/${name}`;
  const confDirectory = `${directory}/conf`;
  return {
    directory,
    confDirectory,
    lxcConf: `${confDirectory}/lxc.conf`,
    remount: `${confDirectory}/remount.sh`,
    remove: `${confDirectory}/remove.sh`,
    removed: `${confDirectory}/removed`,
    launcherDirectory: `${directory}/launcher`,
  };
};

/** The path of a launcher script in a launcher directory. */
export const launcherPath = ({ launcherDirectory }: ContainerPaths, launcherName: string): string =>
  `${launcherDirectory}/${launcherName}.sh`;

/** The container whose lxc.conf a path on the device names, if it is that of one. */
export const containerOfConf = (path: string): string | undefined => {
  const name = path.split("/")[1];
  return name !== undefined && path === containerPaths(name).lxcConf ? name : undefined;
};

/** The bundle whose config.json a path on the device names, if it is that of one. */
export const bundleOfConfig = (path: string): string | undefined => {
  const name = path.split("/")[1];
  return name !== undefined && path === configJsonPath(name) ? name : undefined;
};

/** A launcher as its path names it. */
export interface NamedLauncher {
  /** SandboxName. */
  readonly container: string;
  /** LauncherName. */
  readonly launcher: string;
}

/** What a path on the device names, if it is that of a launcher. */
export const launcherNamedBy = (path: string): NamedLauncher | undefined => {
  const [top, container, directory, file, ...more] = normalizePath(path).split("/");
  const isLauncher = top === CONTAINERS && directory === "launcher" && file?.endsWith(".sh") === true && more.length === 0;
  return isLauncher && container !== undefined ? { container, launcher: file.slice(0, -".sh".length) } : undefined;
};

/** The same of a path that leaves the directory of the launchers out. */
export const strayLauncherNamedBy = (path: string): NamedLauncher | undefined => {
  const [top, container, file, ...more] = normalizePath(path).split("/");
  return top === CONTAINERS && container !== undefined && file?.endsWith(".sh") === true && more.length === 0
    ? { container, launcher: file.slice(0, -".sh".length) }
    : undefined;
};
