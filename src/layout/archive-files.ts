import { posix } from "node:path";
import { readExtent } from "../bytes/content.ts";
import type { ByteSource, Extent } from "../bytes/source.ts";
import type { EntryTable } from "../tar/entry-table.ts";
import type { LayoutFiles } from "./layout-files.ts";

/** The files of an image that lies in a tarball; their paths are those of its entries. */
export interface ArchiveFiles extends LayoutFiles {
  /** The bytes of a file that is there. */
  part(path: string): ByteSource;
}

/** Gives the files of a tarball that was listed. `docker save` made symlinks of layers that it had written before. */
export const archiveFiles = (source: ByteSource, entries: EntryTable): ArchiveFiles => {
  const extents = new Map<string, Extent>();
  const links = new Map<string, string>();
  for (const { path, type, size, contentOffset, target } of entries) {
    if (type === "file") extents.set(path, { source, offset: contentOffset, length: size });
    if (type === "symlink") links.set(path, posix.join(posix.dirname(path), target));
    if (type === "hardlink") links.set(path, target);
  }
  const extentOf = (path: string): Extent | undefined => {
    const plain = posix.normalize(path);
    return extents.get(plain) ?? extents.get(links.get(plain) ?? "");
  };
  const existing = (path: string): Extent => {
    const extent = extentOf(path);
    if (extent === undefined) throw new Error(`${path} is not in the archive`);
    return extent;
  };
  return {
    isFile: (path) => extentOf(path) !== undefined,
    readFile: (path) => readExtent(existing(path)),
    withFile: (path, use) => use(partOf(existing(path))),
    part: (path) => partOf(existing(path)),
  };
};

const partOf = ({ source, offset, length }: Extent): ByteSource => ({
  size: length,
  read: (target, from) => (from >= length ? 0 : source.read(target.subarray(0, Math.min(target.length, length - from)), offset + from)),
});
