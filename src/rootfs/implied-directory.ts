import { NO_XATTRS } from "../tar/entry.ts";
import type { HostNode } from "./host-rootfs.ts";

/** A directory that no entry names. */
export const impliedDirectory = (path: string): HostNode => ({
  path,
  type: "directory",
  mode: 0o755,
  uid: 0,
  gid: 0,
  mtime: 0,
  size: 0,
  target: "",
  devMajor: 0,
  devMinor: 0,
  xattrs: NO_XATTRS,
  // Directories have no content that could lie anywhere.
  contentOffset: -1,
  magic: 0,
});
