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

/** What makes a tarball of a directory, which may be given itself, too. */
const packed = (how: string): string => `as root: ${how} && tar -C DIR --xattrs --xattrs-include='*' -cf rootfs.tar . (or -r DIR)`;

const MOUNTED = packed("mount -o loop,ro IMAGE DIR");

/** mtdram and mtdblock are modules of the kernel: drivers/mtd/devices/mtdram.c. */
const ON_FLASH = packed(
  "modprobe mtdram total_size=KILOBYTES && modprobe mtdblock && dd if=IMAGE of=/dev/mtdblock0 && mount -t jffs2 /dev/mtdblock0 DIR",
);

/** ubi_reader of pypi.org; -k keeps owners and modes. */
const UBI_READER = packed("ubireader_extract_files -k -o DIR IMAGE");

const DISK: ForeignFormat = {
  name: "the image of a disk with partitions",
  help: packed("losetup -P -f --show IMAGE && mount -o ro /dev/loopNpM DIR"),
};

/**
 * Magic numbers as the kernel has them: linux/magic.h, fs/ext4, fs/squashfs, fs/erofs, fs/cramfs, fs/romfs, fs/f2fs, fs/xfs, fs/jffs2,
 * usr/gen_init_cpio.c, drivers/mtd/ubi, block/partitions; the sparse image's is of Android's libsparse.
 */
const FORMATS: readonly Magic[] = [
  { name: "an ext2, ext3 or ext4 file system image", at: 1080, magics: ["53ef"], help: MOUNTED },
  {
    name: "a squashfs image",
    at: 0,
    magics: ["68737173", "73717368"],
    help: `-r IMAGE reads one that is a plain file of version 4; ${packed("unsquashfs -d DIR IMAGE")}`,
  },
  { name: "an erofs image", at: 1024, magics: ["e2e1f5e0"], help: MOUNTED },
  {
    name: "a cpio archive",
    at: 0,
    magics: ["303730373031", "303730373032", "303730373037", "c771", "71c7"],
    help: packed("(cd DIR && cpio -idm) <ARCHIVE"),
  },
  { name: "a zip archive", at: 0, magics: ["504b0304", "504b0506"], help: "a zip archive keeps no owners: pack the rootfs with tar" },
  { name: "a UBI image", at: 0, magics: ["55424923"], help: UBI_READER },
  { name: "a UBIFS image", at: 0, magics: ["31181006"], help: UBI_READER },
  { name: "a JFFS2 image", at: 0, magics: ["8519", "1985"], help: ON_FLASH },
  { name: "a cramfs image", at: 0, magics: ["453dcd28", "28cd3d45"], help: MOUNTED },
  { name: "a romfs image", at: 0, magics: ["2d726f6d3166732d"], help: MOUNTED },
  { name: "an f2fs image", at: 1024, magics: ["1020f5f2"], help: MOUNTED },
  { name: "an XFS image", at: 0, magics: ["58465342"], help: MOUNTED },
  { name: "a sparse image of Android", at: 0, magics: ["3aff26ed"], help: "simg2img IMAGE RAW makes the image of a file system of it" },
  { ...DISK, at: 512, magics: ["4546492050415254"] },
  { ...DISK, at: 510, magics: ["55aa"] },
];

const OCI_LAYOUT: ForeignFormat = {
  name: "a file of an OCI image layout",
  help: "an overlay in a layout is named oci:<directory>[:tag]; so is the image of a rootfs",
};
