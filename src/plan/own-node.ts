import type { HostNode, HostRootfs } from "../rootfs/host-rootfs.ts";
import type { PlannedNode } from "./planned-node.ts";

/** What stands at a place of a container's own tree as a node that can be looked up; `before` is the host from which its content comes. */
export const ownNode = (planned: PlannedNode, place: string, before: HostRootfs): HostNode => {
  const { mode, uid, gid, mtime, target, xattrs } = planned;
  const type = planned.type === "hardlink" ? "file" : planned.type;
  const source = planned.content.kind === "host" ? planned.content.path : target;
  const content = type === "file" ? before.nodes.get(source) : undefined;
  const { size, contentOffset, magic } = content ?? EMPTY_FILE;
  return {
    path: place,
    type,
    mode,
    uid,
    gid,
    mtime,
    size,
    target,
    devMajor: 0,
    devMinor: 0,
    xattrs,
    contentOffset,
    magic,
  };
};

const EMPTY_FILE = { size: 0, contentOffset: -1, magic: 0 };
