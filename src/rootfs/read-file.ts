import { readExtent } from "../bytes/content.ts";
import type { HostNode, HostRootfs } from "./host-rootfs.ts";

/** The whole content of a host file. */
export const readHostFile = (rootfs: HostRootfs, node: HostNode): Uint8Array => readHostRange(rootfs, node, 0, node.size);

/** In bytes; more than any file below /etc that people or package scripts write. */
export const MAX_HOST_TEXT: number = 1024 * 1024;

/** The text of a host file; `undefined` where it is larger than `limit`. */
export const readHostText = (rootfs: HostRootfs, node: HostNode, limit: number = MAX_HOST_TEXT): string | undefined =>
  node.size > limit ? undefined : new TextDecoder("utf-8", { ignoreBOM: true }).decode(readHostFile(rootfs, node));

/** `length` bytes of a host file from `offset` on; fewer where the file ends earlier. */
export const readHostRange = (rootfs: HostRootfs, node: HostNode, offset: number, length: number): Uint8Array => {
  const begin = Math.min(offset, node.size);
  const end = Math.min(begin + length, node.size);
  return readExtent({ source: rootfs.source, offset: node.contentOffset + begin, length: end - begin });
};
