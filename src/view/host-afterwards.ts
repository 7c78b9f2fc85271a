import { appendedSource } from "../bytes/appended-source.ts";
import type { Plan } from "../plan/plan.ts";
import type { PlannedEntry } from "../plan/planned-node.ts";
import type { HostNode, HostRootfs } from "../rootfs/host-rootfs.ts";
import { amendedNodes } from "../rootfs/amended-nodes.ts";
import { ancestorsOf } from "../rootfs/paths.ts";
import { subtreeOf } from "../rootfs/subtree.ts";
import { impliedDirectory } from "../rootfs/implied-directory.ts";

/**
 * The host's rootfs with the overlay applied: what any container moves away is gone, files that are carried have their capabilities, units and
 * what belongs to them are there.
 */
export const hostAfterwards = (plan: Plan, rootfs: HostRootfs): HostRootfs => {
  const moves = plan.containers.flatMap((container) => container.moves);
  const put = plan.containers.flatMap(({ hostEntries }) => hostEntries.filter(changesHost));
  if (moves.length === 0 && put.length === 0) return rootfs;
  const changes = new Map<string, HostNode | undefined>();
  for (const { path } of moves) {
    for (const node of subtreeOf(rootfs, path)) changes.set(node.path, undefined);
  }
  for (const entry of put.filter(({ content }) => content.kind === "host")) {
    const node = rootfs.nodes.get(entry.path);
    if (node !== undefined && !changes.has(entry.path)) changes.set(entry.path, { ...node, xattrs: entry.xattrs });
  }
  const source = putNew(
    rootfs,
    put.filter(({ content }) => content.kind !== "host"),
    changes,
  );
  return { ...rootfs, source, nodes: amendedNodes(rootfs.nodes, changes) };
};

/** Whether an entry makes the host another one than its tarball is. */
export const changesHost = ({ type, content }: PlannedEntry): boolean =>
  content.kind === "host" || content.kind === "text" || type === "symlink";

/** Adds what the host's tarball has no bytes of, and the directories above it, to the changes; gives the source with these bytes. */
const putNew = (
  { source, nodes }: HostRootfs,
  entries: readonly PlannedEntry[],
  changes: Map<string, HostNode | undefined>,
): HostRootfs["source"] => {
  const texts: Uint8Array[] = [];
  let size = source.size;
  for (const { path, type, mode, uid, gid, mtime, target, xattrs, content } of entries) {
    for (const directory of ancestorsOf(path)) {
      if (nodes.get(directory) === undefined) changes.set(directory, impliedDirectory(directory));
    }
    const text = Buffer.from(content.kind === "text" ? content.text : "");
    const header = { path, mode, uid, gid, mtime, target, xattrs, size: text.length, devMajor: 0, devMinor: 0 };
    changes.set(path, { ...impliedDirectory(path), ...header, type: type === "symlink" ? "symlink" : "file", contentOffset: size });
    texts.push(text);
    size += text.length;
  }
  return texts.length === 0 ? source : appendedSource(source, Buffer.concat(texts));
};
