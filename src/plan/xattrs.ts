import { atFile } from "../diagnostics/diagnostic.ts";
import { limitAcl } from "../linux/acl.ts";
import { decodeCapabilities, encodeCapabilities, withoutNamespace } from "../linux/capability-attribute.ts";
import type { FileCapabilities } from "../linux/file-capabilities.ts";
import type { HostNode } from "../rootfs/host-rootfs.ts";
import { NO_XATTRS, type Xattrs } from "../tar/entry.ts";
import { unreadableCapability } from "./attribute-findings.ts";
import { fateOf } from "./attributes.ts";
import { namespacedCapability } from "./caps-findings.ts";
import type { PlanContext } from "./plan-context.ts";

export interface Carrying {
  /** Of the entry that the attributes are for. */
  readonly mode: number;
  /** The capabilities that the entry gets, whatever the host's file has. */
  readonly caps?: FileCapabilities | undefined;
  /** Whether the entry's content is another than the host's. */
  readonly newContent?: boolean;
  /** Whether the entry is a name of the host's inode, which keeps what the entry does not repeat: nothing is lost then. */
  readonly sharesInode?: boolean;
}

type XattrScope = Pick<PlanContext, "rootfs" | "report" | "dropped">;

const CAPABILITY = "security.capability";

/** The host node's extended attributes as an entry carries them that takes the node over: see `fateOf`. */
export const carriedXattrs = (context: XattrScope, node: HostNode, carrying: Carrying): Xattrs => {
  const { caps } = carrying;
  if (node.xattrs.size === 0 && caps === undefined) return NO_XATTRS;
  const carried = new Map<string, Uint8Array>();
  for (const [name, value] of node.xattrs) {
    if (name === CAPABILITY && caps !== undefined) continue;
    const kept = carriedValue({ context, node, carrying }, name, value);
    if (kept !== undefined) carried.set(name, kept);
  }
  if (caps !== undefined) carried.set(CAPABILITY, encodeCapabilities(caps));
  return carried;
};

interface Taking {
  readonly context: XattrScope;
  readonly node: HostNode;
  readonly carrying: Carrying;
}

const carriedValue = ({ context, node, carrying }: Taking, name: string, value: Uint8Array): Uint8Array | undefined => {
  const drop = (reason: string): undefined => {
    if (carrying.sharesInode !== true) context.dropped.note(name, reason, node.path);
  };
  const fate = fateOf(name);
  switch (fate.kind) {
    case "carried":
      return value;
    case "of-content":
      return carrying.newContent === true ? drop("it covers the content, which changes") : value;
    case "capability":
      return plainCapability(context, node, value);
    case "acl":
      return limitAcl(value, carrying.mode) ?? drop("the kernel takes it for no ACL");
    case "dropped":
      return drop(fate.reason);
  }
};

/**
 * A namespaced capability (version 3) of root id 0 as a plain one (capabilities(7), "Namespaced file capabilities"); another root id is
 * reported, and so is what the kernel does not read: it is carried as it is, for to correct it would grant something.
 */
const plainCapability = (context: XattrScope, node: HostNode, value: Uint8Array): Uint8Array => {
  const at = atFile(context.rootfs.file);
  const decoded = decodeCapabilities(value);
  if (decoded === undefined) context.report(unreadableCapability(at, node.path));
  else if (decoded.rootid !== 0) context.report(namespacedCapability(at, node.path, decoded.rootid));
  else return withoutNamespace(value);
  return value;
};
