import { closeSync, openSync, writeSync } from "node:fs";
import { ELF_MACHINES, type ElfMachine } from "../src/manifest/elf-machines.ts";
import { type ElfSketch, writeElf } from "../src/manifest/write-elf.ts";
import { type NewEntry, NO_XATTRS } from "../src/tar/entry.ts";
import { writeArchive } from "../src/tar/write-archive.ts";

const ENTRIES = 60_000;
const BYTES = 1_000_000_000;
const LIBRARIES = 600;
const PROGRAMS = 300;
const DIRECTORIES = 5_000;

const TOP = ["bin", "dev", "etc", "lib", "proc", "run", "sys", "tmp", "usr", "usr/bin", "usr/lib", "usr/share", "var"];

/** Writes the tarball of a rootfs: 60,000 entries, 1 GB, 600 libraries and 300 programs as ELF files. Always the same bytes. */
export const makeRootfs = (path: string): void => {
  const fd = openSync(path, "w");
  for (const chunk of writeArchive(entriesOfRootfs())) writeSync(fd, chunk);
  closeSync(fd);
};

function* entriesOfRootfs(): Generator<NewEntry> {
  const random = generator();
  const pool = textPool(random);
  for (const name of TOP) yield directory(name);
  yield file("etc/passwd", Buffer.from("root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65534::/:/bin/false\n"));
  yield file("etc/group", Buffer.from("root:x:0:\nnogroup:x:65534:\n"));
  yield file("lib/ld-linux-armhf.so.3", elf({ soname: "ld-linux-armhf.so.3" }), 0o755);
  for (let index = 0; index < LIBRARIES; index++) {
    const soname = `libbench${index}.so.1`;
    const needed = Array.from({ length: Math.min(index, 4) }, () => `libbench${Math.floor(random() * index)}.so.1`);
    const content = elf({ soname, needed: [...new Set(needed)] });
    yield file(`usr/lib/${soname}.2.3`, Buffer.concat([content, part(pool, random, 50_000 + random() * 400_000)]));
    yield symlink(`usr/lib/${soname}`, `${soname}.2.3`);
  }
  for (let index = 0; index < PROGRAMS; index++) {
    const needed = Array.from({ length: 5 }, () => `libbench${Math.floor(random() * 60)}.so.1`);
    const content = elf({ interpreter: "/lib/ld-linux-armhf.so.3", needed: [...new Set(needed)] });
    yield file(`usr/bin/bench${index}`, Buffer.concat([content, part(pool, random, 20_000 + random() * 100_000)]), 0o755);
  }
  yield* share(random, pool);
}

/** The bulk: directories of some ten files, whose sizes are spread evenly and scaled so that all is 1 GB. */
function* share(random: Random, pool: Buffer): Generator<NewEntry> {
  const count = ENTRIES - DIRECTORIES - 2 * LIBRARIES - PROGRAMS - 16;
  const sizes = Array.from({ length: count }, () => 1 + 30 * random());
  const already = LIBRARIES * 250_000 + PROGRAMS * 70_000 + ENTRIES * 768;
  const scale = (BYTES - already) / sizes.reduce((sum, size) => sum + size, 0);
  const perDirectory = Math.ceil(count / DIRECTORIES);
  for (let index = 0, at = 0; index < DIRECTORIES; index++) {
    const name = `usr/share/package-${Math.floor(index / 10)}${index % 10 === 0 ? "" : `/part-${index % 10}`}`;
    yield directory(name);
    for (const size of sizes.slice(at, (at += perDirectory))) {
      yield file(`${name}/some-file-${Math.floor(random() * 1e9)}.dat`, part(pool, random, size * scale));
    }
  }
}

const NOTHING = { needed: [], soname: undefined, runpath: undefined, rpath: undefined, interpreter: undefined };

const MACHINE = ELF_MACHINES["arm"] as ElfMachine;

const elf = (sketch: Partial<ElfSketch>): Uint8Array => writeElf({ machine: MACHINE, ...NOTHING, ...sketch });

const COMMON = { mode: 0o644, uid: 0, gid: 0, mtime: 1_500_000_000, size: 0, target: "", devMajor: 0, devMinor: 0, xattrs: NO_XATTRS };

const file = (path: string, content: Uint8Array, mode = 0o644): NewEntry => ({
  ...COMMON,
  path,
  type: "file",
  content,
  size: content.length,
  mode,
});
const directory = (path: string): NewEntry => ({ ...COMMON, path, type: "directory", mode: 0o755, content: new Uint8Array() });
const symlink = (path: string, target: string): NewEntry => ({
  ...COMMON,
  path,
  type: "symlink",
  mode: 0o777,
  target,
  content: new Uint8Array(),
});

type Random = () => number;

/** mulberry32: numbers from 0 to 1, the same in every run. */
const generator = (): Random => {
  let state = 1;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
};

/** Bytes that gzip packs to about a third, as it does a rootfs. */
const textPool = (random: Random): Buffer => {
  const words = Array.from({ length: 4000 }, () => Buffer.from(Array.from({ length: 6 + random() * 20 }, () => random() * 256)));
  return Buffer.concat(Array.from({ length: 1_000_000 }, () => words[Math.floor(random() ** 2 * words.length)] ?? Buffer.alloc(0)));
};

const part = (pool: Buffer, random: Random, size: number): Buffer => {
  const pieces: Buffer[] = [];
  for (let left = Math.floor(size); left > 0; left -= pool.length) {
    const begin = Math.floor(random() * Math.max(1, pool.length - left));
    pieces.push(pool.subarray(begin, begin + left));
  }
  return Buffer.concat(pieces);
};
