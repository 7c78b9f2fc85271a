import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { mayBeImage } from "../../src/tar/first-name.ts";
import { memorySource } from "../support/memory-host.ts";
import { scratch } from "../support/scratch.ts";

/** A tarball of a directory with these files, as GNU tar writes it. */
const tarOf = (files: readonly string[], ...words: readonly string[]): Uint8Array => {
  const directory = scratch();
  for (const file of files) {
    mkdirSync(join(directory, file, ".."), { recursive: true });
    writeFileSync(join(directory, file), "x");
  }
  return execFileSync("tar", ["--sort=name", "-C", directory, ...words, "-cf", "-", "."]);
};

describe("mayBeImage", () => {
  it.each([["--format=ustar"], ["--format=gnu"], ["--format=posix"]])("is told by the first name below the root, %s", (format) => {
    expect(mayBeImage(memorySource(tarOf(["blobs/sha256/a", "index.json", "oci-layout"], format)))).toBe(true);
    expect(mayBeImage(memorySource(tarOf([`${"0a".repeat(32)}.json`, "manifest.json"], format)))).toBe(true);
    expect(mayBeImage(memorySource(tarOf(["bin/sh", "manifest.json"], format)))).toBe(false);
  });

  it.each([
    ["nothing", new Uint8Array()],
    ["zeros", new Uint8Array(1 << 16)],
    ["noise", Buffer.alloc(1 << 16, "xx\0")],
  ])("is no %s", (_, bytes) => {
    expect(mayBeImage(memorySource(bytes))).toBe(false);
  });
});
