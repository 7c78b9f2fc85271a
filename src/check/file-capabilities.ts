import { decodeCapabilities, type DecodedCapabilities } from "../linux/capability-attribute.ts";
import type { HostNode } from "../rootfs/host-rootfs.ts";

/** What a file's `security.capability` grants whoever executes it; `undefined` where it grants nothing. */
export const capabilitiesOf = (node: HostNode): DecodedCapabilities | undefined => {
  const value = node.xattrs.get("security.capability");
  const decoded = value === undefined ? undefined : decodeCapabilities(value);
  return decoded === undefined || decoded.permitted.length === 0 ? undefined : decoded;
};

/** Whether a file grants rights to whoever executes it: its capabilities, setuid or setgid. */
export const grantsRights = (node: HostNode): boolean => (node.mode & SET_ID) !== 0 || capabilitiesOf(node) !== undefined;

const SET_ID = 0o6000;
