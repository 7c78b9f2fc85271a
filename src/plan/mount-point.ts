import { mountPointMissing, mountPointSymlink } from "./mount-findings.ts";
import type { HostNode, HostRootfs } from "../rootfs/host-rootfs.ts";
import { lookup } from "../rootfs/lookup.ts";
import { ancestorsOf, isUnder, rebase } from "../rootfs/paths.ts";
import type { Mount } from "./mount.ts";
import { hasCreateOption, hasFlag } from "./mount-kind.ts";
import { placeOf, type Scope } from "./scope.ts";
import { isMadeAtRunTime } from "./source.ts";

/**
 * Judges whether a mount finds its mount point in the mount that it lies in, or in a fresh /dev. LXC follows no symlink on the way (it does
 * not start with one, create= or not), and makes what create= asks for only where it may write.
 */
export const judgeMountPoint = (scope: Scope, mount: Mount, outer: Mount | undefined, autoDev: boolean): void => {
  if (mount.options.includes("optional")) return;
  const at = placeOf(scope, mount.why);
  const link = outer?.host === undefined ? undefined : linkOnTheWay(scope.rootfs, outer.host, insideOf(mount, outer, outer.host));
  if (outer?.host !== undefined && link !== undefined) {
    const place = rebase(link.path, outer.host, outer.place);
    // What the device writes may be another thing there than in the tarball.
    const severity = isMadeAtRunTime(scope, link.path) ? "warning" : "error";
    const what = {
      destination: mount.destination,
      link: place,
      target: link.target,
      outer: outer.why,
      help: helpFor(scope, mount, outer, outer.host),
    };
    return scope.report(mountPointSymlink(severity, at, what));
  }
  const mayCreate = outer === undefined || isWritable(scope, outer);
  const isMade = hasCreateOption(mount) && mayCreate;
  if (!isMade && !isThere(scope, mount, outer, autoDev)) scope.report(mountPointMissing(at, mount.destination, outer?.why, mayCreate));
};

/** What LXC itself puts into a fresh /dev before the mount entries: lxc.container.conf(5), lxc.autodev. */
const IN_FRESH_DEV = ["dev/pts"];

const isThere = (scope: Scope, mount: Mount, outer: Mount | undefined, autoDev: boolean): boolean => {
  if (outer === undefined) return !autoDev || mount.place === "dev" || !isUnder(mount.place, "dev") || IN_FRESH_DEV.includes(mount.place);
  if (outer.fsType === "tmpfs") return false;
  if (outer.host === undefined) return true;
  const inside = insideOf(mount, outer, outer.host);
  return scope.rootfs.nodes.get(inside) !== undefined || isMadeAtRunTime(scope, inside);
};

/** Whether something can be made in a mount while the container starts. */
const isWritable = (scope: Scope, outer: Mount): boolean => {
  const onReadOnlyHost = scope.options.readOnlyHost && outer.host !== undefined && !isMadeAtRunTime(scope, outer.host);
  return !hasFlag(outer, "ro") && !onReadOnlyHost;
};

/** The mount point's path on the host. */
const insideOf = (mount: Mount, outer: Mount, host: string): string => rebase(mount.place, outer.place, host);

/** The first symlink below a directory on the way to a path and at its end. */
const linkOnTheWay = ({ nodes }: HostRootfs, directory: string, path: string): HostNode | undefined =>
  [...ancestorsOf(path), path]
    .filter((each) => each.length > directory.length)
    .map((each) => nodes.get(each))
    .find((node) => node?.type === "symlink");

const helpFor = (scope: Scope, mount: Mount, outer: Mount, host: string): string => {
  const found = lookup(scope.rootfs, insideOf(mount, outer, host));
  const leadsTo = found.kind === "found" ? found.node.path : found.path;
  const isShown = isUnder(leadsTo, host);
  if (isShown && leadsTo === mount.host) return "remove the entry: the outer mount shows the same already";
  if (mount.kind === "entry" && found.kind !== "loop" && (isShown || outer.place === host)) {
    return `use ${isShown ? rebase(leadsTo, host, outer.place) : leadsTo} as Destination, where the symlink leads`;
  }
  return "mount what is needed of the outer one entry by entry instead of all of it";
};
