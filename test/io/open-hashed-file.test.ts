import { createHash } from "node:crypto";
import { closeSync, openSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { openHashedFile } from "../../src/io/open-hashed-file.ts";
import { scratch } from "../support/scratch.ts";

const MIB = 1 << 20;

/** In memory that threads can share, or not. */
const chunkOf = (isShared: boolean, length: number, fill: number): Uint8Array =>
  (isShared ? new Uint8Array(new SharedArrayBuffer(length)) : Buffer.alloc(length)).fill(fill);

describe.each([
  ["by this thread", false, 40],
  ["by this thread, since there is little", true, 2],
  ["with another thread", true, 40],
])("a hashed file is written %s", (_, isShared, count) => {
  it("whole and in order, and its memory comes back once it is written and hashed", async () => {
    const path = join(scratch(), "out");
    const fd = openSync(path, "w");
    const out = openHashedFile(fd, "kept");
    const own = new Set<Uint8Array>();
    const all: Buffer[] = [];
    for (let index = 0, free: Uint8Array | undefined; index < count; index++) {
      const length = index % 7 === 0 ? MIB : 1000 + index;
      const chunk = free !== undefined && free.length >= length ? free.fill(index).subarray(0, length) : chunkOf(isShared, length, index);
      own.add(chunk);
      all.push(Buffer.from(chunk));
      free = await out.write(chunk);
      if (free !== undefined) expect(own.has(free)).toBe(true);
    }
    const whole = Buffer.concat(all);
    expect(await out.settle()).toEqual({ sha256: createHash("sha256").update(whole).digest("hex"), size: whole.length });
    closeSync(fd);
    expect(readFileSync(path).equals(whole)).toBe(true);
  });

  it("and a failure is told with one of the next writes, or at the end", async () => {
    const fd = openSync("/dev/full", "w");
    const out = openHashedFile(fd, "kept");
    const writeAll = async (): Promise<unknown> => {
      for (let index = 0; index < count; index++) await out.write(chunkOf(isShared, 1000, index));
      return await out.settle();
    };
    await expect(writeAll()).rejects.toMatchObject({ code: "ENOSPC" });
    await out.settle().catch(() => undefined);
    closeSync(fd);
  });
});
