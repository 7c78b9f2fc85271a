import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { Host } from "../../src/io/host.ts";
import { fileDigester } from "../../src/sbom/file-digests.ts";
import type { ByteSource } from "../../src/bytes/source.ts";
import { cli, description, rootfsTarball } from "../cli/device.ts";
import { doorTo, memorySource } from "../support/memory-host.ts";

/** A source that counts the bytes it gives. */
const counting = (bytes: Uint8Array): { readonly source: ByteSource; readonly read: () => number } => {
  const memory = memorySource(bytes);
  let given = 0;
  const read = (target: Uint8Array, offset: number): number => {
    const count = memory.read(target, offset);
    given += count;
    return count;
  };
  return { source: { size: memory.size, read }, read: () => given };
};

const BYTES = Buffer.from(`${"x".repeat(100)}\x7fELF${"y".repeat(3_000_000)}`, "latin1");

const digest = (algorithm: string, bytes: Uint8Array): string => createHash(algorithm).update(bytes).digest("hex");

describe("digests of files", () => {
  it("are those of all their bytes, whatever holds them", () => {
    const digestsOf = fileDigester(memorySource(Buffer.alloc(0)));
    const elf = BYTES.subarray(100);
    const expected = { sha1: digest("sha1", elf), sha256: digest("sha256", elf), isElf: true };
    expect(digestsOf(elf)).toEqual(expected);
    expect(digestsOf({ source: memorySource(BYTES), offset: 100, length: elf.length })).toEqual(expected);
    const nothing = { sha1: digest("sha1", Buffer.alloc(0)), sha256: digest("sha256", Buffer.alloc(0)), isElf: false };
    expect(digestsOf(Buffer.alloc(0))).toEqual(nothing);
    expect(digestsOf({ source: memorySource(BYTES), offset: 100, length: 0 })).toEqual(nothing);
  });

  it("are made once of an inode of the host, and of a part of another source each time", () => {
    const host = counting(BYTES);
    const digestsOf = fileDigester(host.source);
    const first = digestsOf({ source: host.source, offset: 100, length: 50 });
    expect(digestsOf({ source: host.source, offset: 100, length: 50 })).toBe(first);
    expect(host.read()).toBe(50);
    const other = { source: memorySource(Buffer.alloc(200)), offset: 100, length: 50 };
    expect(digestsOf(other).sha256).toBe(digest("sha256", Buffer.alloc(50)));
  });

  it("do not read the rootfs again for each further container", async () => {
    const readFor = async (count: number): Promise<number> => {
      const host = counting(rootfsTarball());
      const files = Object.fromEntries(Array.from({ length: count }, (_, index) => [`${index}.xml`, description(`C${index}`)]));
      const withTarballs: Host["withTarballs"] = (use) => use(doorTo(host.source));
      const { code } = await cli(`-r rootfs.tar --split -o oci:out ${Object.keys(files).join(" ")}`, { files, host: { withTarballs } });
      expect(code).toBe(0);
      return host.read();
    };
    expect(await readFor(9)).toBe(await readFor(2));
  });
});
