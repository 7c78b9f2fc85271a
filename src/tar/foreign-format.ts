import type { ByteSource } from "../bytes/source.ts";

/** What bytes are that are no tar archive: named for a person, and what can be done with it. */
export interface ForeignFormat {
  readonly name: string;
  readonly help: string;
}

/** The format that begins with such bytes, by its magic number; `undefined` for one that is not known here. */
export const foreignFormat = (source: ByteSource): ForeignFormat | undefined => {
  const head = Buffer.alloc(HEAD);
  const length = source.read(head, 0);
  const found = FORMATS.find(({ at, magics }) => magics.some((magic) => magicAt(head.subarray(0, length), at, magic)));
  if (found !== undefined) return found;
  return head.toString("latin1", 0, length).includes('"imageLayoutVersion"') ? OCI_LAYOUT : undefined;
};

const HEAD = 2048;

interface Magic extends ForeignFormat {
  readonly at: number;
  /** In hexadecimal, of either byte order where a format has both. */
  readonly magics: readonly string[];
}

const magicAt = (head: Buffer, at: number, magic: string): boolean => head.toString("hex", at, at + magic.length / 2) === magic;

const mounted = (name: string): string =>
  `mount the ${name} and pack what is in it: tar -C MOUNTED --xattrs --xattrs-include='*' -cf rootfs.tar .`;

const unpacked = (how: string): string =>
  `unpack it as root and pack what comes of it: ${how} && tar -C DIR --xattrs --xattrs-include='*' -cf rootfs.tar .`;

/** Magic numbers as the kernel has them: linux/magic.h, fs/ext4, fs/squashfs, fs/erofs, usr/gen_init_cpio.c, drivers/mtd/ubi. */
const FORMATS: readonly Magic[] = [
  { name: "an ext2, ext3 or ext4 file system image", at: 1080, magics: ["53ef"], help: mounted("image (mount -o loop,ro)") },
  { name: "a squashfs image", at: 0, magics: ["68737173", "73717368"], help: unpacked("unsquashfs -d DIR IMAGE") },
  { name: "an erofs image", at: 1024, magics: ["e2e1f5e0"], help: mounted("image (mount -o loop,ro)") },
  {
    name: "a cpio archive",
    at: 0,
    magics: ["303730373031", "303730373032", "303730373037", "c771", "71c7"],
    help: unpacked("(cd DIR && cpio -idm) <ARCHIVE"),
  },
  { name: "a zip archive", at: 0, magics: ["504b0304", "504b0506"], help: "a zip archive keeps no owners: pack the rootfs with tar" },
  { name: "a UBI image", at: 0, magics: ["55424923"], help: "name the rootfs tarball that the image was made from" },
  { name: "a UBIFS image", at: 0, magics: ["31181006"], help: "name the rootfs tarball that the image was made from" },
];

const OCI_LAYOUT: ForeignFormat = {
  name: "a file of an OCI image layout",
  help: "an overlay in a layout is named oci:<directory>[:tag]; a rootfs is unpacked first: umoci unpack, then tar its rootfs",
};
