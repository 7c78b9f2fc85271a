import type { Diagnostic, Staged } from "../diagnostics/diagnostic.ts";
import { firstFindings } from "../diagnostics/first-findings.ts";
import {
  entryBelowOther,
  hardLinkToDirectory,
  hardLinkWithoutTarget,
  reservedName,
  tooManyImpliedDirectories,
} from "../diagnostics/rootfs.ts";
import { NO_XATTRS, type ArchiveEntry } from "../tar/entry.ts";
import type { ByteSource } from "../tar/source.ts";
import type { HostNode, HostRootfs } from "./host-rootfs.ts";
import { isDirectlyIn } from "./lookup.ts";

/** Directories without an entry. A tarball of files alone may have some thousands; long paths could name a thousand each. */
export const MAX_IMPLIED: number = 1 << 16;

/**
 * The rootfs that unpacking the tarball's entries in their order gives: of equal paths the last one stands, a hard link is the inode its
 * target had at that point, and directories that no entry names are 0755 root with mtime 0. `file` is the tarball's name for diagnostics.
 */
export const buildHostRootfs = (entries: readonly ArchiveEntry[], source: ByteSource, file: string): Staged<HostRootfs> => {
  const nodes = new Map<string, HostNode>();
  const { found, report } = firstFindings();
  for (const entry of entries) {
    const node = isNode(entry) ? entry : linkedNode(nodes, entry);
    if (node === undefined) report(badHardLink(nodes, entry, file));
    else nodes.set(entry.path, node);
  }
  completeParents(nodes, entries, { file, report });
  return { value: { file, source, nodes }, diagnostics: found };
};

const isNode = (entry: ArchiveEntry): entry is ArchiveEntry & HostNode => entry.type !== "hardlink";

/** The metadata of an inode is one for all its names, so the link entry's own is not looked at. */
const linkedNode = (nodes: ReadonlyMap<string, HostNode>, entry: ArchiveEntry): HostNode | undefined => {
  const target = nodes.get(entry.target);
  return target === undefined || target.type === "directory" ? undefined : { ...target, path: entry.path };
};

const badHardLink = (nodes: ReadonlyMap<string, HostNode>, entry: ArchiveEntry, file: string): Diagnostic => {
  const report = nodes.has(entry.target) ? hardLinkToDirectory : hardLinkWithoutTarget;
  return report(file, entry.headerOffset, entry.path, entry.target);
};

/** Adds the directories without an entry, the root among them; reports reserved names and, each once, parents that are no directories. */
const completeParents = (nodes: Map<string, HostNode>, entries: readonly ArchiveEntry[], { file, report }: Reporting): void => {
  const reported = new Set<string>();
  const limit = nodes.size + MAX_IMPLIED;
  let known = "";
  if (!nodes.has("")) nodes.set("", impliedDirectory(""));
  for (const { path, headerOffset } of entries) {
    // Neighbours mostly share their directory, which needs to be looked at only once.
    if (isDirectlyIn(path, known) && path.charCodeAt(known.length + 1) !== DOT) continue;
    if (path.includes(".wh.") && /(?:^|\/)\.wh\./.test(path)) report(reservedName(file, headerOffset, path));
    known = parentOf(path);
    const blocker = addParents(nodes, known);
    if (nodes.size > limit) return report(tooManyImpliedDirectories(file, headerOffset, MAX_IMPLIED));
    if (blocker === undefined || reported.has(blocker.path)) continue;
    reported.add(blocker.path);
    report(entryBelowOther(file, headerOffset, path, blocker.path, blocker.type));
  }
};

const DOT = 0x2e;

interface Reporting {
  readonly file: string;
  readonly report: (diagnostic: Diagnostic) => void;
}

/** Adds what is missing of a directory and its parents; the nearest node that is there is returned if it is not a directory. */
const addParents = (nodes: Map<string, HostNode>, directory: string): HostNode | undefined => {
  let above = directory;
  while (!nodes.has(above)) above = parentOf(above);
  const nearest = nodes.get(above);
  if (nearest !== undefined && nearest.type !== "directory") return nearest;
  for (let path = directory; path !== above; path = parentOf(path)) nodes.set(path, impliedDirectory(path));
  return undefined;
};

/** The directory a path lies in; that of a path without a slash, and of the root, is the root. */
const parentOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf("/")));

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
});
