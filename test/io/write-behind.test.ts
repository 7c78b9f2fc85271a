import { closeSync, openSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { writeBehind } from "../../src/io/write-behind.ts";
import { writeArchive } from "../../src/tar/write-archive.ts";
import { scratch } from "../support/scratch.ts";
import { file } from "../support/tar-entries.ts";

describe("writing behind", () => {
  it("writes all in order and gives each chunk back when it is written", async () => {
    const path = join(scratch(), "out");
    const fd = openSync(path, "w");
    const out = writeBehind(fd, "kept");
    const chunks = Array.from({ length: 80 }, (_, index) => Buffer.alloc(index % 7 === 0 ? 1 << 20 : 1000 + index, index));
    const given = [];
    for (const chunk of chunks) given.push(await out.write(chunk));
    await out.settle();
    closeSync(fd);
    expect(given.every((each, index) => each === chunks[index - 1])).toBe(true);
    expect(readFileSync(path).equals(Buffer.concat(chunks))).toBe(true);
  });

  it("fails with the write after the one that failed, or at the end", async () => {
    const fd = openSync("/dev/full", "w");
    const first = writeBehind(fd, "kept");
    await first.write(Buffer.from("x"));
    await expect(first.write(Buffer.from("y"))).rejects.toMatchObject({ code: "ENOSPC" });
    const second = writeBehind(fd, "scratch");
    await second.write(Buffer.from("x"));
    await expect(second.settle()).rejects.toMatchObject({ code: "ENOSPC" });
    closeSync(fd);
  });

  it("fills the memory that it gave back with the next bytes of an archive", () => {
    const entries = Array.from({ length: 40 }, (_, index) => file(`file-${index}`, String(index).repeat(50_000)));
    const chunks = writeArchive(entries);
    const copies: Buffer[] = [];
    const memories = new Set<Uint8Array>();
    for (let next = chunks.next(); next.done !== true; next = chunks.next(next.value)) {
      if (next.value.length === 1 << 20) memories.add(next.value);
      copies.push(Buffer.from(next.value));
    }
    expect(memories.size).toBe(1);
    expect(Buffer.concat(copies).equals(Buffer.concat([...writeArchive(entries)]))).toBe(true);
  });
});
