import { truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readStart, readTextFile } from "../../src/io/read-file.ts";
import { scratch } from "../support/scratch.ts";

describe("readTextFile", () => {
  it("gives the bytes, more than one chunk of them", () => {
    const path = join(scratch(), "a.xml");
    const bytes = Buffer.alloc(150_000, "abc");
    writeFileSync(path, bytes);
    expect(Buffer.from(readTextFile(path)).equals(bytes)).toBe(true);
  });

  it("refuses what is too large, a directory and what is not there", () => {
    const directory = scratch();
    writeFileSync(join(directory, "big"), "");
    truncateSync(join(directory, "big"), 17 * 1024 * 1024);
    expect(() => readTextFile(join(directory, "big"))).toThrow("is larger than 16 MiB");
    expect(() => readTextFile("/dev/zero")).toThrow("is larger than 16 MiB");
    expect(() => readTextFile(directory)).toThrow("can't be read: is a directory");
    expect(() => readTextFile(join(directory, "none"))).toThrow("can't be read: no such file or directory");
  });
});

describe("readStart", () => {
  it("gives no more than it is asked for", () => {
    const path = join(scratch(), "a.xml");
    writeFileSync(path, Buffer.alloc(150_000, "abc"));
    expect(Buffer.from(readStart(path, 70_000)).equals(Buffer.alloc(70_000, "abc"))).toBe(true);
    expect(readStart(path, 150_001)).toHaveLength(150_000);
    expect(readStart("/dev/zero", 70_000)).toHaveLength(70_000);
    expect(() => readStart(join(path, "none"), 0)).toThrow("can't be read: not a directory");
  });
});
