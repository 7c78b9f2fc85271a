import type { CommonOptions } from "../model/options.ts";
import { ancestorsOf, baseOf, joinPath, parentOf, whiteoutOf } from "../rootfs/paths.ts";
import type { HostNode } from "../rootfs/host-rootfs.ts";
import { lookup } from "../rootfs/lookup.ts";
import { NO_XATTRS } from "../tar/entry.ts";
import { NO_CONTENT, type PlannedEntry } from "./planned-node.ts";
import type { Why } from "./why.ts";
import type { PlanContext } from "./plan-context.ts";

const ROOT_OWNED = { uid: 0, gid: 0, target: "", xattrs: NO_XATTRS, content: NO_CONTENT } as const;

/** mtime of content that the overlay takes from the host: never later than SOURCE_DATE_EPOCH, where that is set. */
export const carriedTime = (options: CommonOptions, mtime: number): number => Math.min(mtime, options.sourceDateEpoch ?? mtime);

/** mtime of what is generated. */
export const generatedTime = (options: CommonOptions): number => options.sourceDateEpoch ?? 0;

/** The path with the symlinks of its parents resolved inside the rootfs; the parents need not exist. */
export const withParentsResolved = (context: Pick<PlanContext, "rootfs">, path: string): string => {
  const parent = lookup(context.rootfs, parentOf(path));
  return joinPath(parent.kind === "found" ? parent.node.path : parent.path, baseOf(path));
};

/**
 * The directories above a path outside the container's own: the host's with the host's own metadata, so that extracting
 * the overlay changes nothing about them; missing ones 0755 of root.
 */
export const passedThrough = (context: Pick<PlanContext, "rootfs" | "options">, path: string, why: Why): readonly PlannedEntry[] =>
  ancestorsOf(path).map((parent) => {
    const node = context.rootfs.nodes.get(parent);
    return node === undefined
      ? { ...ROOT_OWNED, path: parent, type: "directory", mode: 0o755, mtime: generatedTime(context.options), why }
      : hostDirectory(node);
  });

const hostDirectory = (node: HostNode): PlannedEntry => ({
  path: node.path,
  type: "directory",
  mode: node.mode,
  uid: node.uid,
  gid: node.gid,
  mtime: node.mtime,
  target: "",
  xattrs: node.xattrs,
  content: NO_CONTENT,
  why: { reason: "host directory, as it is", span: undefined },
});

/** What tells apply and OCI engines that a host path is gone: image-spec, layer.md, "Whiteouts". */
export const whiteout = (options: CommonOptions, path: string, why: Why): PlannedEntry => ({
  ...ROOT_OWNED,
  path: whiteoutOf(path),
  type: "file",
  mode: 0,
  mtime: generatedTime(options),
  why,
});
