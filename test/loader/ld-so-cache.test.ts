import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readLibraryCache } from "../../src/loader/ld-so-cache.ts";
import { cacheFile } from "./cache-file.ts";

const ENTRIES = [
  { name: "libb.so", path: "/usr/lib/libb.so", flags: 0x0303, hwcaps: 1 },
  { name: "libb.so", path: "/usr/lib/libb.so" },
  { name: "liba.so", path: "/opt/ü/liba.so", flags: 3 },
];
const HWCAPS = ["x86-64-v2", "x86-64-v3"];

describe("ld.so.cache", () => {
  it.each([true, false])("is read in the byte order of the machine, little endian: %s", (isLittle) => {
    const cache = readLibraryCache(cacheFile(ENTRIES, { isLittle, hwcaps: HWCAPS }), isLittle);
    expect([...(cache ?? [])]).toEqual([
      [
        "libb.so",
        [
          { path: "/usr/lib/libb.so", flags: 0x0303, hwcaps: "x86-64-v3" },
          { path: "/usr/lib/libb.so", flags: 0x0303, hwcaps: undefined },
        ],
      ],
      ["liba.so", [{ path: "/opt/ü/liba.so", flags: 3, hwcaps: undefined }]],
    ]);
    expect(readLibraryCache(cacheFile(ENTRIES, { isLittle: !isLittle }), isLittle)).toBeUndefined();
  });

  it("may stand behind the old format", () => {
    const old = Buffer.concat([Buffer.from("ld.so-1.7.0\0"), Buffer.from([1, 0, 0, 0]), Buffer.alloc(12), Buffer.alloc(4)]);
    expect(readLibraryCache(Buffer.concat([old, cacheFile(ENTRIES)]), true)?.size).toBe(2);
    expect(readLibraryCache(old, true)).toBeUndefined();
  });

  it.each([
    ["nothing", new Uint8Array()],
    ["something else", Buffer.from("x".repeat(100))],
    ["a cache that is cut off", cacheFile(ENTRIES).subarray(0, 60)],
    ["a header that is cut off", cacheFile(ENTRIES).subarray(0, 30)],
  ])("is none where the file is %s", (_, bytes) => expect(readLibraryCache(bytes, true)).toBeUndefined());

  it("keeps what can be read where offsets lead nowhere", () => {
    const bytes = Buffer.from(cacheFile(ENTRIES.slice(1)));
    bytes.writeUInt32LE(0xffff_ff00, 48 + 4);
    expect([...(readLibraryCache(bytes, true)?.keys() ?? [])]).toEqual(["liba.so"]);
  });

  it.skipIf(!existsSync("/etc/ld.so.cache"))("of this machine names libc", () => {
    const cache = readLibraryCache(readFileSync("/etc/ld.so.cache"), true);
    expect(cache?.get("libc.so.6")?.some(({ path }) => path.endsWith("/libc.so.6"))).toBe(true);
  });
});
