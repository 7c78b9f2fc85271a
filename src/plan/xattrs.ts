import { atFile } from "../diagnostics/diagnostic.ts";
import { namespacedCapability } from "./caps-findings.ts";
import type { FileCapabilities } from "../model/container.ts";
import { decodeCapabilities, encodeCapabilities, withoutNamespace } from "../rootfs/capabilities.ts";
import type { HostNode } from "../rootfs/host-rootfs.ts";
import { NO_XATTRS, type Xattrs } from "../tar/entry.ts";
import type { PlannedNode } from "./planned-node.ts";
import type { Scope } from "./scope.ts";

const CAPABILITY = "security.capability";

/** Attributes that belong to the machine that made the tarball, not to the file. */
const MACHINE_XATTRS = /^(security\.selinux|security\.ima|system\.nfs4_acl|(trusted|user)\.overlay\..*)$/;

/**
 * The host node's xattrs as an overlay carries them, in base64. A namespaced capability (version 3) of root id 0 becomes a
 * plain one (capabilities(7), "Namespaced file capabilities"); another root id is reported.
 */
export const carriedXattrs = (scope: Pick<Scope, "rootfs" | "report">, node: HostNode, caps?: FileCapabilities): PlannedNode["xattrs"] => {
  const carried: Record<string, string> = {};
  for (const [name, value] of node.xattrs) {
    if (MACHINE_XATTRS.test(name)) continue;
    carried[name] = encode(name === CAPABILITY && caps === undefined ? plainCapability(scope, node, value) : value);
  }
  if (caps !== undefined) carried[CAPABILITY] = encode(encodeCapabilities(caps));
  return carried;
};

const plainCapability = (scope: Pick<Scope, "rootfs" | "report">, node: HostNode, value: Uint8Array): Uint8Array => {
  const rootId = decodeCapabilities(value)?.rootid ?? 0;
  if (rootId !== 0) scope.report(namespacedCapability(atFile(scope.rootfs.file), node.path, rootId));
  return rootId === 0 ? withoutNamespace(value) : value;
};

const encode = (value: Uint8Array): string => Buffer.from(value).toString("base64");

/** A planned entry's extended attributes as bytes. */
export const bytesOfXattrs = ({ xattrs }: PlannedNode): Xattrs => {
  const all = Object.entries(xattrs);
  return all.length === 0 ? NO_XATTRS : new Map(all.map(([name, value]) => [name, Buffer.from(value, "base64")]));
};
