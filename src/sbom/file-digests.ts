import { createHash } from "node:crypto";
import { chunksOf } from "../bytes/content.ts";
import type { ByteSource, Content } from "../bytes/source.ts";

/** What an SBOM says of a file's content. */
export interface FileDigests {
  readonly sha1: string;
  readonly sha256: string;
  readonly isElf: boolean;
}

/**
 * Gives the digests of contents; each run of bytes of the host rootfs is read once, however many containers see it and under whatever
 * names, since a content's offset identifies the inode.
 */
export const fileDigester = (rootfs: ByteSource): ((content: Content) => FileDigests) => {
  const known = new Map<number, FileDigests>();
  return (content) => {
    if (content instanceof Uint8Array || content.source !== rootfs) return digestsOf(content);
    const before = known.get(content.offset);
    if (before !== undefined) return before;
    const digests = digestsOf(content);
    known.set(content.offset, digests);
    return digests;
  };
};

const digestsOf = (content: Content): FileDigests => {
  const [sha1, sha256] = [createHash("sha1"), createHash("sha256")];
  let isElf: boolean | undefined;
  for (const chunk of chunksOf(content)) {
    isElf ??= Buffer.from(chunk.subarray(0, 4)).toString("latin1") === "\x7fELF";
    sha1.update(chunk);
    sha256.update(chunk);
  }
  return { sha1: sha1.digest("hex"), sha256: sha256.digest("hex"), isElf: isElf === true };
};
