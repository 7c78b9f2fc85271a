import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { atOffset } from "../../src/diagnostics/diagnostic.ts";
import { foreignFormat } from "../../src/tar/foreign-format.ts";
import { memorySource } from "../support/memory-host.ts";
import { read } from "./read.ts";

/** What tools write, each to a file of its own below the directory. */
const written = (make: (directory: string) => string): Uint8Array => {
  const directory = mkdtempSync(join(tmpdir(), "foreign-"));
  try {
    return readFileSync(make(directory));
  } finally {
    rmSync(directory, { recursive: true });
  }
};

const ext = (type: string) => (): Uint8Array =>
  written((directory) => {
    const image = join(directory, "image");
    execFileSync("/sbin/mke2fs", ["-q", "-t", type, image, "2M"], { stdio: "pipe" });
    return image;
  });

const zip = (): Uint8Array =>
  written((directory) => {
    writeFileSync(join(directory, "a"), "text");
    execFileSync("python3", ["-m", "zipfile", "-c", "x.zip", "a"], { cwd: directory });
    return join(directory, "x.zip");
  });

const cpio = (format: string) => (): Uint8Array =>
  written((directory) => {
    writeFileSync(join(directory, "a"), "text");
    execFileSync("bsdtar", ["--format", format, "-cf", "x.cpio", "a"], { cwd: directory });
    return join(directory, "x.cpio");
  });

const cramfs = (): Uint8Array =>
  written((directory) => {
    mkdirSync(join(directory, "tree"));
    writeFileSync(join(directory, "tree/a"), "text");
    execFileSync("/sbin/mkfs.cramfs", [join(directory, "tree"), join(directory, "image")], { stdio: "pipe" });
    return join(directory, "image");
  });

/** Zeros but for a magic number. */
const magic = (at: number, bytes: string) => (): Uint8Array => {
  const image = Buffer.alloc(4096);
  image.write(bytes, at, "hex");
  return image;
};

const FORMATS: readonly (readonly [what: string, make: () => Uint8Array, name: string])[] = [
  ["ext2", ext("ext2"), "an ext2, ext3 or ext4 file system image"],
  ["ext4", ext("ext4"), "an ext2, ext3 or ext4 file system image"],
  ["zip", zip, "a zip archive"],
  ["cpio, newc", cpio("newc"), "a cpio archive"],
  ["cpio, odc", cpio("odc"), "a cpio archive"],
  ["squashfs", magic(0, "68737173"), "a squashfs image"],
  ["squashfs of a big-endian machine", magic(0, "73717368"), "a squashfs image"],
  ["erofs", magic(1024, "e2e1f5e0"), "an erofs image"],
  ["ubi", magic(0, "55424923"), "a UBI image"],
  ["ubifs", magic(0, "31181006"), "a UBIFS image"],
  ["jffs2", magic(0, "85190320"), "a JFFS2 image"],
  ["cramfs", cramfs, "a cramfs image"],
  ["romfs", magic(0, "2d726f6d3166732d"), "a romfs image"],
  ["f2fs", magic(1024, "1020f5f2"), "an f2fs image"],
  ["xfs", magic(0, "58465342"), "an XFS image"],
  ["simg", magic(0, "3aff26ed"), "a sparse image of Android"],
  ["mbr", magic(510, "55aa"), "the image of a disk with partitions"],
  ["gpt", magic(512, "4546492050415254"), "the image of a disk with partitions"],
  ["oci-layout", () => Buffer.from('{"imageLayoutVersion": "1.0.0"}'), "a file of an OCI image layout"],
];

describe("what is no tar archive", () => {
  it.each(FORMATS)("is named for what it is, and so is what to do: %s", (_, make, name) => {
    const bytes = make();
    const format = foreignFormat(memorySource(bytes)) ?? expect.unreachable();
    expect(format.name).toBe(name);
    expect(read(bytes)).toEqual({
      value: [],
      diagnostics: [
        {
          code: "not-a-tar",
          severity: "error",
          message: `this is ${name}, not a tar archive`,
          help: format.help,
          location: atOffset("x.tar", 0),
        },
      ],
    });
  });

  it("is not named if nobody knows it", () => {
    expect(foreignFormat(memorySource(Buffer.alloc(4096, "noise")))).toBeUndefined();
    expect(foreignFormat(memorySource(new Uint8Array()))).toBeUndefined();
  });
});
