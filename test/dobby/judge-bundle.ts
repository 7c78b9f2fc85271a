import { normalizePath } from "../../src/linux/path-spelling.ts";

/** An entry of an overlay. */
export interface Listed {
  readonly path: string;
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
}

interface Mapping {
  readonly hostID: number;
}

interface Bundle {
  readonly mounts: readonly {
    readonly destination: string;
    readonly type: string;
    readonly source: string;
    readonly options: readonly string[];
  }[];
  readonly linux: {
    readonly uidMappings?: readonly Mapping[];
    readonly gidMappings?: readonly Mapping[];
    readonly devices: readonly { readonly path: string; readonly fileMode?: number }[];
    readonly seccomp?: { readonly architectures?: unknown };
    readonly namespaces: readonly { readonly type: string }[];
  };
  readonly rdkPlugins?: {
    readonly networking?: { readonly data: { readonly type: string } };
    readonly ipc?: object;
    readonly thunder?: object;
    readonly oomcrash?: { readonly data: { readonly path: string } };
    readonly storage?: { readonly data: { readonly loopback?: readonly { readonly destination: string }[] } };
  };
}

/**
 * What keeps a bundle from starting, or from being as closed as it says, as runtimes showed it: an oracle beside the program, which reads nothing but
 * the overlay and whether the host has a path.
 */
export const judgeBundle = (text: string, entries: readonly Listed[], isOnHost: (path: string) => boolean): readonly string[] => {
  const bundle = JSON.parse(text) as Bundle;
  return [...judgeRootfs(bundle, entries), ...judgeLinux(bundle), ...judgePlaces(bundle, entries), ...judgeSources(bundle, isOnHost)];
};

const ROOT = /^container\/[^/]+\/rootfs_dobby(?:\/(.*))?$/;

/** The mapped root has to search every directory and to read every file. */
const judgeRootfs = ({ linux }: Bundle, entries: readonly Listed[]): readonly string[] => {
  const [uid, gid] = [linux.uidMappings?.[0]?.hostID, linux.gidMappings?.[0]?.hostID];
  if (uid === undefined) return [];
  return entries
    .filter(({ path }) => ROOT.test(path))
    .filter((each) => ((each.uid === uid ? each.mode >> 6 : each.gid === gid ? each.mode >> 3 : each.mode) & 4) === 0)
    .map(({ path }) => `${path} is closed to the mapped root`);
};

const judgeLinux = ({ linux, rdkPlugins }: Bundle): readonly string[] => {
  const type = rdkPlugins?.networking?.data.type;
  const hasOwnNetwork = linux.namespaces.some((each) => each.type === "network");
  return [
    ...linux.devices.filter(({ fileMode }) => fileMode !== 0o666).map(({ path }) => `${path} has no mode`),
    ...(linux.seccomp === undefined || Array.isArray(linux.seccomp.architectures) ? [] : ["architectures is no list"]),
    ...(type === undefined || hasOwnNetwork === (type !== "open") ? [] : ["the network is the host's"]),
  ];
};

/** Nothing can be made in the rootfs when the runtime, or a plugin, mounts. */
const judgePlaces = ({ mounts, rdkPlugins }: Bundle, entries: readonly Listed[]): readonly string[] => {
  const there = new Set(entries.flatMap(({ path }) => ROOT.exec(path)?.[1] ?? []));
  const type = rdkPlugins?.networking?.data.type;
  const loopbacks = (rdkPlugins?.storage?.data.loopback ?? []).flatMap(({ destination }) => [destination, `${destination}.temp`]);
  const needed = [
    "dev",
    "proc",
    "sys",
    "tmp",
    "etc",
    ...mounts.map(({ destination }) => destination),
    ...(type === "nat" || type === "none" ? ["etc/resolv.conf"] : []),
    ...(rdkPlugins?.ipc === undefined ? [] : ["var/run/dbus/system_bus_socket"]),
    ...(rdkPlugins?.thunder === undefined ? [] : ["tmp/communicator"]),
    ...(rdkPlugins?.oomcrash === undefined ? [] : [rdkPlugins.oomcrash.data.path]),
    ...loopbacks,
  ];
  return needed.filter((path) => !there.has(normalizePath(path))).map((path) => `${path} is no place in the rootfs`);
};

/** A bind of what is not there stops the start; what the device makes when it boots lies in a few directories. */
const judgeSources = ({ mounts }: Bundle, isOnHost: (path: string) => boolean): readonly string[] =>
  mounts
    .filter(({ type, source }) => type === "bind" && !isOnHost(source))
    .map(({ source }) => `${source} is bound whether it is there or not`);
