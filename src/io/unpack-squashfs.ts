import { findTool } from "./find-tool.ts";
import { HostError } from "./host.ts";
import type { TarMaker } from "./spool-tool.ts";

/** What makes a tarball of a squashfs image, which must be a file: sqfs2tar(1) of squashfs-tools-ng. Throws a HostError if it is not installed. */
export const squashfsUnpacker = (image: string): TarMaker => {
  const program = findTool("sqfs2tar");
  if (program === undefined)
    throw new HostError(
      image,
      "is a squashfs image, and the tool sqfs2tar (squashfs-tools-ng), which makes a tarball of it, is not installed",
    );
  return {
    file: image,
    program,
    // Without a name for the root, its owner and mode are lost.
    words: ["--root-becomes", ".", image],
    // It says so of a socket in two lines.
    leftOutIn: (line) => /^(?:Skipping|WARNING:) \.\/(.*?)(?:: cannot pack socket)?$/.exec(line)?.[1],
  };
};

/** Whether a file begins as a squashfs image does: fs/squashfs/squashfs_fs.h, SQUASHFS_MAGIC, little-endian since version 4. */
export const isSquashfs = (head: Uint8Array): boolean => Buffer.from(head.subarray(0, 4)).toString("latin1") === "hsqs";
