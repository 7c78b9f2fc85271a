import { closeSync, ftruncateSync, openSync, writeSync } from "node:fs";
import { ELF_MACHINES, type ElfMachine } from "../../src/manifest/elf-machines.ts";
import { type ElfSketch, writeElf } from "../../src/manifest/write-elf.ts";
import { type NewEntry, NO_XATTRS } from "../../src/tar/entry.ts";
import { writeArchive } from "../../src/tar/write-archive.ts";

/** How large a rootfs is. */
export interface Shape {
  readonly entries: number;
  /** Below /usr/share; each tenth, `pN`, holds the nine behind it. */
  readonly directories: number;
  /** /usr/lib/libbenchN.so.1, each also as a symlink. */
  readonly libraries: number;
  /** /usr/bin/benchN. */
  readonly programs: number;
  /** The middle length of a library; programs have a quarter of it. */
  readonly library: number;
  /** The length of another file, by a random number from 0 to 1. */
  readonly file: (random: number) => number;
  /** Whether these files are zeros, which take no room on the disk. */
  readonly isHollow?: boolean;
}

/** Programs need none but the first libraries, which all shapes have and every container lists. */
const LOWEST = 60;

const TOP = ["bin", "dev", "etc", "lib", "proc", "run", "sys", "tmp", "usr", "usr/bin", "usr/lib", "usr/share", "var"];
/** Beside those in the directories of the shape: passwd, group and the program interpreter. */
const SINGLE = TOP.length + 3;
/** What is written at once: a page, or a chunk as it comes. */
const PAGE = 4096;
const WHOLE = 1 << 20;
const ZEROS = Buffer.alloc(PAGE);

/** Writes the tarball of a rootfs; always the same bytes for a shape. In a hollow one pages of zeros become holes. */
export const writeRootfs = (path: string, shape: Shape): void => {
  const fd = openSync(path, "w");
  let position = 0;
  const step = shape.isHollow ? PAGE : WHOLE;
  for (const chunk of writeArchive(entriesOf(shape))) {
    for (let begin = 0; begin < chunk.length; begin += step) {
      const piece = chunk.subarray(begin, begin + step);
      if (ZEROS.compare(piece) !== 0) writeSync(fd, piece, 0, piece.length, position + begin);
    }
    position += chunk.length;
  }
  ftruncateSync(fd, position);
  closeSync(fd);
};

/** An entry that is yet to be made: all of them at once would take the memory of the whole rootfs. */
interface Sketch {
  readonly path: string;
  readonly make: () => NewEntry;
}

/** In the order of `tar --sort=name`, by which Yocto and mmdebstrap write a rootfs: a directory, then what lies in it. */
function* entriesOf(shape: Shape): Generator<NewEntry> {
  const sketches = [...sketchesOf(shape, generator())].map((sketch) => ({ sketch, key: sketch.path.replaceAll("/", "\0") }));
  sketches.sort((a, b) => (a.key < b.key ? -1 : 1));
  for (const { sketch } of sketches) yield sketch.make();
}

function* sketchesOf(shape: Shape, random: Random): Generator<Sketch> {
  const pool = shape.isHollow ? Buffer.alloc(1 << 20) : textPool(random);
  for (const name of TOP) yield directory(name);
  yield file("etc/passwd", () => Buffer.from("root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65534::/:/bin/false\n"));
  yield file("etc/group", () => Buffer.from("root:x:0:\nnogroup:x:65534:\n"));
  yield file("lib/ld-linux-armhf.so.3", () => elf({ soname: "ld-linux-armhf.so.3" }), 0o755);
  const someLibraries = (count: number, below: number): readonly string[] => [
    ...new Set(Array.from({ length: count }, () => `libbench${Math.floor(random() * below)}.so.1`)),
  ];
  const padding = (middle: number): Buffer => part(pool, random, middle * (0.2 + 1.6 * random()));
  for (let index = 0; index < shape.libraries; index++) {
    const soname = `libbench${index}.so.1`;
    const content = (): Uint8Array => elf({ soname, needed: someLibraries(Math.min(index, 4), index) });
    yield file(`usr/lib/${soname}.2.3`, () => Buffer.concat([content(), padding(shape.library)]));
    yield symlink(`usr/lib/${soname}`, `${soname}.2.3`);
  }
  for (let index = 0; index < shape.programs; index++) {
    const content = (): Uint8Array => elf({ interpreter: "/lib/ld-linux-armhf.so.3", needed: someLibraries(5, LOWEST) });
    yield file(`usr/bin/bench${index}`, () => Buffer.concat([content(), padding(shape.library / 4)]), 0o755);
  }
  yield* share(shape, random, pool);
}

/** The bulk: directories of some files each. */
function* share(shape: Shape, random: Random, pool: Buffer): Generator<Sketch> {
  const count = shape.entries - shape.directories - 2 * shape.libraries - shape.programs - SINGLE;
  for (let index = 0, done = 0; index < shape.directories; index++) {
    const name = `usr/share/p${Math.floor(index / 10)}${index % 10 === 0 ? "" : `/${index % 10}`}`;
    yield directory(name);
    for (const until = Math.round(((index + 1) * count) / shape.directories); done < until; done++) {
      yield file(`${name}/f-${Math.floor(random() * 1e6)}`, () => part(pool, random, shape.file(random())));
    }
  }
}

const NOTHING = { needed: [], soname: undefined, runpath: undefined, rpath: undefined, interpreter: undefined };

const MACHINE = ELF_MACHINES["arm"] as ElfMachine;

const elf = (sketch: Partial<ElfSketch>): Uint8Array => writeElf({ machine: MACHINE, ...NOTHING, ...sketch });

const COMMON = { mode: 0o644, uid: 0, gid: 0, mtime: 1_500_000_000, size: 0, target: "", devMajor: 0, devMinor: 0, xattrs: NO_XATTRS };

const file = (path: string, bytes: () => Uint8Array, mode = 0o644): Sketch => ({
  path,
  make: () => {
    const content = bytes();
    return { ...COMMON, path, type: "file", content, size: content.length, mode };
  },
});
const directory = (path: string): Sketch => ({
  path,
  make: () => ({ ...COMMON, path, type: "directory", mode: 0o755, content: new Uint8Array() }),
});
const symlink = (path: string, target: string): Sketch => ({
  path,
  make: () => ({ ...COMMON, path, type: "symlink", mode: 0o777, target, content: new Uint8Array() }),
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
