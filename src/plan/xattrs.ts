import { atFile } from "../diagnostics/diagnostic.ts";
import { namespacedCapability } from "./caps-findings.ts";
import type { FileCapabilities } from "../linux/file-capabilities.ts";
import { decodeCapabilities, encodeCapabilities, withoutNamespace } from "../linux/capability-attribute.ts";
import type { HostNode } from "../rootfs/host-rootfs.ts";
import { NO_XATTRS, type Xattrs } from "../tar/entry.ts";
import type { Scope } from "./scope.ts";

const CAPABILITY = "security.capability";

/** Attributes that belong to the machine that made the tarball, not to the file. */
const MACHINE_XATTRS = /^(security\.selinux|security\.ima|system\.nfs4_acl|(trusted|user)\.overlay\..*)$/;

/**
 * The host node's xattrs as an overlay carries them. A namespaced capability (version 3) of root id 0 becomes a
 * plain one (capabilities(7), "Namespaced file capabilities"); another root id is reported.
 */
export const carriedXattrs = (scope: Pick<Scope, "rootfs" | "report">, node: HostNode, caps?: FileCapabilities): Xattrs => {
  if (node.xattrs.size === 0 && caps === undefined) return NO_XATTRS;
  const carried = new Map<string, Uint8Array>();
  for (const [name, value] of node.xattrs) {
    if (MACHINE_XATTRS.test(name)) continue;
    carried.set(name, name === CAPABILITY && caps === undefined ? plainCapability(scope, node, value) : value);
  }
  if (caps !== undefined) carried.set(CAPABILITY, encodeCapabilities(caps));
  return carried;
};

const plainCapability = (scope: Pick<Scope, "rootfs" | "report">, node: HostNode, value: Uint8Array): Uint8Array => {
  const rootId = decodeCapabilities(value)?.rootid ?? 0;
  if (rootId !== 0) scope.report(namespacedCapability(atFile(scope.rootfs.file), node.path, rootId));
  return rootId === 0 ? withoutNamespace(value) : value;
};
