import type { Bundle } from "../model/bundle.ts";
import { normalizePath } from "../linux/path-spelling.ts";
import { lookup } from "../rootfs/lookup.ts";
import { containerWhy } from "./container-why.ts";
import { BUS_SOCKET } from "./dbus.ts";
import type { PlanContext } from "./plan-context.ts";
import type { Tree } from "./tree.ts";
import type { Why } from "./why.ts";

/**
 * What Dobby's plugins mount over or write in a bundle's rootfs, which is read-only when they do, and mostly another user's (Dobby 3.19,
 * rdkPlugins/): networking binds resolv.conf, ipc the bus's socket, thunder the communicator; storage mounts a loopback image beside its
 * destination first; oomcrash mounts over its path.
 */
export const plantPluginPoints = ({ container, rootfs }: PlanContext, tree: Tree, bundle: Bundle): void => {
  tree.directory("etc", containerWhy(container));
  const { network, thunder, oomCrash, loopbacks, dynamics } = bundle;
  const file = (place: string, why: Why): void => tree.mountPoint(normalizePath(place), why);
  if (network !== undefined && network.type !== "open") file("etc/resolv.conf", { reason: "Network", span: network.span });
  if (container.dbus !== undefined) file(BUS_SOCKET, { reason: "Dbus", span: container.dbus });
  if (thunder !== undefined) file("tmp/communicator", { reason: "Thunder", span: thunder.span });
  for (const { destination, span } of loopbacks) {
    for (const place of [destination, `${destination}.temp`]) tree.directory(normalizePath(place), { reason: "Loopback", span });
  }
  for (const { destination, source, span } of dynamics) {
    const found = lookup(rootfs, source);
    const isFile = found.kind === "found" && found.node.type !== "directory";
    (isFile ? tree.mountPoint : tree.directory)(normalizePath(destination), { reason: "Dynamic", span });
  }
  if (oomCrash !== undefined) tree.directory(normalizePath(oomCrash.value), { reason: "OOMCrash", span: oomCrash.span });
};
