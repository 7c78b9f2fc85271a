import { buildHostRootfs } from "../../src/rootfs/build-host-rootfs.ts";
import type { HostRootfs } from "../../src/rootfs/host-rootfs.ts";
import { type ArchiveEntry, NO_XATTRS } from "../../src/tar/entry.ts";
import { BLOCK, paddedSize } from "../../src/tar/format.ts";
import { type EntryTable, openTable } from "../../src/tar/entry-table.ts";
import type { ByteSource } from "../../src/bytes/source.ts";
import { memorySource } from "../support/memory-host.ts";

/** What a test says of an entry: a path that ends in `/` is a directory, `content` makes a file. */
export interface EntrySketch extends Partial<Omit<ArchiveEntry, "size" | "contentOffset" | "headerOffset">> {
  readonly path: string;
  readonly content?: string | Uint8Array;
}

/** Entries as a reader would give them, their contents one after the other in the source, each behind a block. */
export const archiveOf = (sketches: readonly EntrySketch[]): { entries: EntryTable; source: ByteSource } => {
  const contents: Uint8Array[] = [];
  let end = 0;
  const entries = openTable();
  for (const [index, { content = "", ...sketch }] of sketches.entries()) {
    const bytes = Buffer.from(content);
    const padding = Buffer.alloc(paddedSize(bytes.length) - bytes.length);
    contents.push(Buffer.alloc(BLOCK, index % 256), bytes, padding);
    const begin = end + BLOCK;
    end = begin + bytes.length + padding.length;
    const isDirectory = sketch.path.endsWith("/") || sketch.path === "";
    entries.add({
      type: isDirectory ? "directory" : "file",
      mode: isDirectory ? 0o755 : 0o644,
      uid: 0,
      gid: 0,
      mtime: 1,
      target: "",
      devMajor: 0,
      devMinor: 0,
      xattrs: NO_XATTRS,
      magic: 0,
      ...sketch,
      path: sketch.path.replace(/\/$/, ""),
      size: bytes.length,
      headerOffset: index * 512,
      contentOffset: begin,
    });
  }
  return { entries, source: memorySource(Buffer.concat(contents)) };
};

/** A rootfs without diagnostics. */
export const rootfsOf = (...sketches: readonly EntrySketch[]): HostRootfs => {
  const { entries, source } = archiveOf(sketches);
  const { value, diagnostics } = buildHostRootfs(entries, source, "rootfs.tar");
  if (diagnostics.length > 0) throw new Error(JSON.stringify(diagnostics));
  return value;
};

export const link = (path: string, target: string): EntrySketch => ({ path, type: "symlink", target });

export const hardLink = (path: string, target: string): EntrySketch => ({ path, type: "hardlink", target });
