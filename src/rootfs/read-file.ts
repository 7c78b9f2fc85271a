import { readExtent } from "../tar/content.ts";
import type { HostNode, HostRootfs } from "./host-rootfs.ts";

/** The whole content of a host file. */
export const readHostFile = (rootfs: HostRootfs, node: HostNode): Uint8Array => readHostRange(rootfs, node, 0, node.size);

/** `length` bytes of a host file from `offset` on; fewer where the file ends earlier. */
export const readHostRange = (rootfs: HostRootfs, node: HostNode, offset: number, length: number): Uint8Array => {
  const begin = Math.min(offset, node.size);
  const end = Math.min(begin + length, node.size);
  return readExtent({ source: rootfs.source, offset: node.contentOffset + begin, length: end - begin });
};
