import { type DeviceNumbers, numbersOfDevice } from "../linux/device-numbers.ts";
import { type DeviceDirectory, deviceDirectory } from "../linux/device-directories.ts";
import { normalizePath } from "../linux/path-spelling.ts";
import { boundPath, type Mount } from "../plan/mount.ts";
import { bindsSource } from "../plan/mount-kind.ts";
import type { ContainerPlan } from "../plan/plan.ts";
import type { HostNode, HostRootfs } from "../rootfs/host-rootfs.ts";
import { lookup } from "../rootfs/lookup.ts";
import { isUnder } from "../rootfs/paths.ts";
import type { ContainerFacts } from "./container-facts.ts";
import { type DeviceRule, isFor, nameOf } from "./device-rules.ts";

/** A device that a mount brings into a container. */
export interface MountedDevice {
  /** On the host, absolute. */
  readonly path: string;
  /** Where they are known. */
  readonly numbers: DeviceNumbers | undefined;
  /** Its node, where the host rootfs has one. */
  readonly node: HostNode | undefined;
}

/** The device that a bind shows: a node of the host rootfs, a name of the kernel's list, or what its entry calls a device. */
export const deviceAt = ({ before }: ContainerFacts, mount: Mount): MountedDevice | undefined => {
  if (!bindsSource(mount)) return undefined;
  const path = boundPath(mount);
  const node = mount.host === undefined ? undefined : before.nodes.get(mount.host);
  const numbers = numbersOfNode(node) ?? (node === undefined ? numbersOfDevice(path) : undefined);
  if (numbers !== undefined) return { path, numbers, node };
  const mayBeDevice =
    node === undefined &&
    mount.isDevice &&
    isUnder(path, "/dev") &&
    deviceDirectory(path) === undefined &&
    !NO_DEVICES.some((each) => isUnder(path, each));
  return mayBeDevice && path !== "/dev" ? { path, numbers: undefined, node } : undefined;
};

/**
 * What stands in the directory below /dev that a bind shows: as the host rootfs has it, or by its name where the tarball has no devices. Undefined
 * where it shows no directory of /dev.
 */
export const deviceDirectoryAt = ({ before }: ContainerFacts, mount: Mount): DeviceDirectory | undefined => {
  if (!bindsSource(mount) || mount.inside !== undefined) return undefined;
  if (mount.host === undefined) return deviceDirectory(normalizedPath(mount.source));
  if (!isUnder(mount.host, "dev") || before.nodes.get(mount.host)?.type !== "directory") return undefined;
  return holdsDevices(before, mount.host) ? "devices" : (deviceDirectory(`/${mount.host}`) ?? "other");
};

const normalizedPath = (path: string): string => `/${normalizePath(path)}`;

const holdsDevices = (rootfs: HostRootfs, directory: string): boolean =>
  rootfs.nodes.namesIn(directory).some((name) => {
    const type = rootfs.nodes.get(`${directory}/${name}`)?.type;
    return type === "character" || type === "block";
  });

/** What else stands in /dev: sockets, directories of files, links to what a process has open. */
const NO_DEVICES = ["log", "shm", "mqueue", "hugepages", "initctl", "fd", "stdin", "stdout", "stderr", "disk", "core"].map(
  (name) => `/dev/${name}`,
);

/** The numbers of a path, as the host rootfs or the kernel's list has them. */
export const numbersAt = ({ before }: Pick<ContainerFacts, "before">, path: string): DeviceNumbers | undefined => {
  const found = lookup(before, path);
  return found.kind === "found" ? numbersOfNode(found.node) : numbersOfDevice(path);
};

/** The numbers of the device that a rule is named after, where the rule has others. */
export const numbersMeant = (facts: Pick<ContainerFacts, "before">, rule: DeviceRule): DeviceNumbers | undefined => {
  const name = nameOf(rule);
  const numbers = name.startsWith("/dev/") ? numbersAt(facts, name) : undefined;
  return numbers === undefined || isFor(rule, numbers) ? undefined : numbers;
};

const numbersOfNode = (node: HostNode | undefined): DeviceNumbers | undefined =>
  node?.type === "character" || node?.type === "block"
    ? { type: node.type === "block" ? "b" : "c", major: node.devMajor, minor: node.devMinor }
    : undefined;

/** Whether a container's /dev may have nodes that no entry tells of: of the host, of a hook or of an include. */
export const mayHaveMoreNodes = ({ rootfs, conf, mounts }: ContainerPlan): boolean =>
  rootfs === undefined ||
  conf.settings.some(({ row }) => row.element === "AutoDevHook" || row.element === "LxcInclude") ||
  mounts.some((mount) => (bindsSource(mount) ? ["/", "/dev"].includes(boundPath(mount)) : mount.fsType === "devtmpfs"));
