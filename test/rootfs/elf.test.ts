import { execFileSync } from "node:child_process";
import { closeSync, existsSync, fstatSync, lstatSync, mkdtempSync, openSync, readdirSync, readSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ELF_MACHINES, type ElfMachine } from "../../src/manifest/elf-machines.ts";
import { type ElfSketch, writeElf } from "../../src/manifest/write-elf.ts";
import { type Elf, readElf, readHostElf } from "../../src/rootfs/elf.ts";
import type { ReadRange } from "../../src/rootfs/elf-file.ts";
import { type ElfVersions, readElfVersions } from "../../src/rootfs/elf-versions.ts";
import { writeLinkedElf } from "../support/linked-elf.ts";
import { rootfsOf } from "./rootfs-of.ts";

/** Fails where the reader asks for bytes that aren't there. */
const rangesOf =
  (bytes: Uint8Array): ReadRange =>
  (offset, length) => {
    if (!(offset >= 0 && length >= 0 && offset + length <= bytes.length)) throw new RangeError(`${offset}+${length} of ${bytes.length}`);
    return bytes.subarray(offset, offset + length);
  };

const readBytes = (bytes: Uint8Array) => readElf(rangesOf(bytes), bytes.length);
const versionsIn = (bytes: Uint8Array) => readElfVersions(rangesOf(bytes), bytes.length);

const sketchOf = (machine: ElfMachine | undefined, rest: Partial<ElfSketch> = {}): ElfSketch => ({
  machine: machine ?? expect.unreachable(),
  needed: ["libdbus-1.so.3", "libc.so.6"],
  soname: "libx.so.1",
  runpath: "$ORIGIN/../lib:/opt/lib",
  rpath: "/old",
  interpreter: "/lib/ld.so.1",
  ...rest,
});

describe("readElf", () => {
  it.each([
    ["arm", 32, "little", 40, "ARM", "hard-float"],
    ["aarch64", 64, "little", 183, "AArch64", undefined],
    ["mips", 32, "big", 8, "MIPS", undefined],
    ["mipsel", 32, "little", 8, "MIPS", undefined],
    ["x86", 32, "little", 3, "x86", undefined],
    ["x86_64", 64, "little", 62, "x86-64", undefined],
  ])("reads %s", (name, bits, endian, machine, machineName, abi) => {
    expect(readBytes(writeElf(sketchOf(ELF_MACHINES[name])))).toEqual({
      kind: "elf",
      bits,
      endian,
      machine,
      machineName,
      abi,
      type: "shared",
      needed: ["libdbus-1.so.3", "libc.so.6"],
      soname: "libx.so.1",
      runpath: ["$ORIGIN/../lib", "/opt/lib"],
      rpath: ["/old"],
      bindsNow: false,
      ignoresDefaultDirectories: false,
      interpreter: "/lib/ld.so.1",
    });
  });

  it.each([
    ["arm", 0x0500_0200, "soft-float"],
    ["arm", 0x0500_0000, undefined],
    ["mips", 0x2000_0026, "n32"],
    ["mips", 0x2000_0426, "n32-nan2008"],
    ["mipsel", 0x7000_1407, "nan2008"],
    ["x86", 0x0500_0420, undefined],
  ])("reads what the flags %s %x say of the ABI", (name, flags, abi) => {
    const machine = ELF_MACHINES[name] ?? expect.unreachable();
    expect(readBytes(writeElf(sketchOf({ ...machine, flags })))).toMatchObject({ abi });
  });

  it("reads 64 bits in the other byte order and machines without a name", () => {
    const machine: ElfMachine = { number: 999, flags: 0, bits: 64, isLittle: false, exit: [], instructionSize: 1 };
    expect(readBytes(writeElf(sketchOf(machine)))).toMatchObject({
      bits: 64,
      endian: "big",
      machineName: "machine 999",
      soname: "libx.so.1",
    });
  });

  it.each(["x86", "x86_64", "mips"])("reads versions and flags of %s", (machine) => {
    const bytes = writeLinkedElf({
      machine,
      soname: "libx.so.1",
      definedVersions: ["X_1", "X_2"],
      neededVersions: [
        { file: "liby.so.1", name: "Y_1" },
        { file: "libz.so.1", name: "Z_1" },
        { file: "liby.so.1", name: "Y_2", isWeak: true },
      ],
      bindsNow: true,
      ignoresDefaultDirectories: true,
    });
    expect(readBytes(bytes)).toMatchObject({ bindsNow: true, ignoresDefaultDirectories: true });
    expect(versionsIn(bytes)).toEqual({
      defined: ["libx.so.1", "X_1", "X_2"],
      needed: [
        { file: "liby.so.1", names: ["Y_1"], weakNames: ["Y_2"] },
        { file: "libz.so.1", names: ["Z_1"], weakNames: [] },
      ],
    });
  });

  it.each([
    ["address of the needed versions", 0x6fff_fffe, 0, 0x7fff_0000, /needed versions lies in no loadable segment/],
    ["address of the defined versions", 0x6fff_fffc, 0, 0x7fff_0000, /defined versions lies in no loadable segment/],
    ["format of the needed versions", 0x6fff_fffe, 1, 2, /has the format 2 instead of 1/],
    ["place of the next file", 0x6fff_fffe, 13, 0x7f, /needed versions leaves its segment/],
    ["place of the next version", 0x6fff_fffc, 17, 0x7f, /defined versions leaves its segment/],
    ["place of a version's name", 0x6fff_fffc, 14, 0x7f, /defined versions leaves its segment/],
  ])("says what is wrong with the %s", (_, tag, field, value, reason) => {
    const bytes = Buffer.from(
      writeLinkedElf({
        machine: "x86",
        soname: "libx.so.1",
        definedVersions: ["X_1"],
        neededVersions: [{ file: "liby.so.1", name: "Y_1" }],
      }),
    );
    for (let at = bytes.readUInt32LE(52 + 32 + 4); at < bytes.length; at += 8) {
      if (bytes.readUInt32LE(at) !== tag) continue;
      if (field === 0) bytes.writeUInt32LE(value, at + 4);
      else bytes.writeUInt8(value, bytes.readUInt32LE(at + 4) + field - 1);
    }
    expect(() => versionsIn(bytes)).toThrow(reason);
  });

  it("does not follow versions without an end", () => {
    const neededVersions = Array.from({ length: 5000 }, () => ({ file: "liby.so.1", name: "Y" })).map(({ file, name }, index) => ({
      file,
      name: `${name}${index}`,
    }));
    expect(() => versionsIn(writeLinkedElf({ machine: "x86", neededVersions }))).toThrow(
      "the table of needed versions has more than 4096 records",
    );
  });

  it("finds nothing needed in a static executable and in a relocatable file", () => {
    const nothing = { needed: [], soname: undefined, runpath: undefined, rpath: undefined, interpreter: undefined };
    expect(readBytes(writeElf(sketchOf(ELF_MACHINES["arm"], nothing)))).toMatchObject({
      type: "executable",
      needed: [],
      interpreter: undefined,
    });
    const object = Buffer.from(writeElf(sketchOf(ELF_MACHINES["arm"])));
    object.writeUInt16LE(1, 16);
    object.writeUInt32LE(0, 28);
    object.writeUInt32LE(0, 42);
    expect(readBytes(object.subarray(0, 52))).toMatchObject({ type: "relocatable", needed: [] });
  });

  it("finds nothing needed in the debug information that objcopy splits off, whose segments have no content", () => {
    const bytes = Buffer.from(writeElf(sketchOf(ELF_MACHINES["arm"])));
    for (const index of [1, 2, 3]) bytes.writeUInt32LE(0, 52 + 32 * index + 16);
    expect(readBytes(bytes)).toMatchObject({ kind: "elf", needed: [], interpreter: undefined });
  });

  it.each(["arm", "x86_64"])(
    "finds nothing needed in the debug information of %s that eu-strip splits off, whose segments point to anything",
    (name) => {
      const { bits } = ELF_MACHINES[name] ?? expect.unreachable();
      const [shoff, shentsize, shnum, size, at] = bits === 32 ? [32, 46, 48, 40, 8] : [40, 58, 60, 64, 8];
      const withSections = (...types: readonly number[]): Buffer => {
        const segments = Buffer.from(writeElf(sketchOf(ELF_MACHINES[name])));
        segments.writeUInt32LE(segments.length, shoff);
        segments.writeUInt16LE(size, shentsize);
        segments.writeUInt16LE(types.length, shnum);
        const sections = types.map((type) => {
          const section = Buffer.alloc(size);
          section.writeUInt32LE(type, 4);
          section.writeUInt32LE(2, at);
          return section;
        });
        return Buffer.concat([segments, ...sections]);
      };
      expect(readBytes(withSections(7, 8, 8))).toMatchObject({ kind: "elf", needed: [], interpreter: undefined });
      expect(readBytes(withSections(7, 1, 8))).toMatchObject({ kind: "elf", soname: "libx.so.1" });
      expect(readBytes(withSections(8, 8).subarray(0, -1))).toMatchObject({ kind: "elf", soname: "libx.so.1" });
    },
  );

  it("finds nothing needed in an index of firmware, whose segments lie in other files", () => {
    const nothing = { needed: [], soname: undefined, runpath: undefined, rpath: undefined, interpreter: undefined };
    const bytes = Buffer.from(writeElf(sketchOf(ELF_MACHINES["arm"], nothing)));
    bytes.writeUInt32LE(bytes.length, 52 + 4);
    expect(readBytes(bytes)).toMatchObject({ kind: "elf", type: "executable", needed: [] });
    bytes.writeUInt32LE(bytes.length - 1, 52 + 4);
    expect(readBytes(bytes)).toMatchObject({ kind: "damaged" });
  });

  it("knows what is no ELF file", () => {
    expect(readBytes(Buffer.from("#!/bin/sh\n"))).toBeUndefined();
    expect(readBytes(Buffer.from("\x7fEL"))).toBeUndefined();
    expect(readBytes(new Uint8Array())).toBeUndefined();
  });

  it("reads long strings and host files", () => {
    const rpath = Array.from({ length: 300 }, (_, n) => `/directory/number/${n}`).join(":");
    const content = writeElf(sketchOf(ELF_MACHINES["mips"], { rpath }));
    const rootfs = rootfsOf({ path: "before", content: "x" }, { path: "lib/libx.so.1", content });
    const elf = readHostElf(rootfs, rootfs.nodes.get("lib/libx.so.1") ?? expect.unreachable());
    expect(elf).toMatchObject({ kind: "elf", soname: "libx.so.1" });
    expect((elf as Elf).rpath.join(":")).toBe(rpath);
  });

  it("does not read a host file whose first bytes are known to be others", () => {
    const rootfs = rootfsOf({ path: "script", content: "#!/bin/sh" });
    const node = rootfs.nodes.get("script") ?? expect.unreachable();
    const source = { size: 512, read: (): number => expect.unreachable() };
    expect(readHostElf({ ...rootfs, source }, { ...node, magic: 0x23212f62 })).toBeUndefined();
    expect(() => readHostElf({ ...rootfs, source }, { ...node, magic: 0x7f454c46 })).toThrow();
  });

  it("calls every file that is cut off damaged", () => {
    for (const machine of Object.values(ELF_MACHINES)) {
      const whole = writeElf(sketchOf(machine));
      for (let length = 4; length < whole.length; length += 1) {
        expect({ length, read: readBytes(whole.subarray(0, length)) }).toMatchObject({ length, read: { kind: "damaged" } });
      }
    }
  });

  it.each<[string, (bytes: Buffer) => void, RegExp]>([
    ["class", (bytes) => bytes.writeUInt8(3, 4), /class 3/],
    ["byte order", (bytes) => bytes.writeUInt8(0, 5), /byte order 0/],
    ["size of a program header", (bytes) => bytes.writeUInt16LE(56, 42), /56 bytes instead of 32/],
    ["number of program headers", (bytes) => bytes.writeUInt16LE(0xffff, 44), /too many program headers/],
    ["place of the program headers", (bytes) => bytes.writeUInt32LE(0xfffffff0, 28), /program headers ends at byte/],
    ["size of the interpreter's name", (bytes) => bytes.writeUInt32LE(4, 52 + 32 + 16), /program interpreter has no end/],
    ["size of the loadable segment", (bytes) => bytes.writeUInt32LE(0xffff, 52 + 64 + 16), /loadable segment ends/],
    ["size of the dynamic section", (bytes) => bytes.writeUInt32LE(16, 52 + 96 + 16), /dynamic section has no end/],
  ])("says what is wrong with the %s", (_, damage, reason) => {
    const bytes = Buffer.from(writeElf(sketchOf(ELF_MACHINES["arm"])));
    damage(bytes);
    expect(readBytes(bytes)).toEqual({ kind: "damaged", reason: expect.stringMatching(reason) });
  });

  it("reads no more than real files have", () => {
    const arm = ELF_MACHINES["arm"];
    const needed = (count: number, length: number): readonly string[] =>
      Array.from({ length: count }, (_, index) => String(index).padStart(length, "x"));
    expect(readBytes(writeElf(sketchOf(arm, { needed: needed(2000, 20) })))).toMatchObject({ kind: "elf" });
    expect(readBytes(writeElf(sketchOf(arm, { needed: needed(10_000, 1) })))).toMatchObject({
      reason: "the dynamic section has more than 8192 tags",
    });
    expect(readBytes(writeElf(sketchOf(arm, { needed: needed(1, 1 << 20) })))).toMatchObject({
      reason: expect.stringMatching(/no end within 65\d* bytes/),
    });
    expect(readBytes(writeElf(sketchOf(arm, { needed: needed(8000, 20) })))).toMatchObject({
      reason: expect.stringMatching(/no end within \d+ bytes/),
    });
    expect(readBytes(writeElf(sketchOf(arm, { interpreter: `/${"x".repeat(5000)}` })))).toMatchObject({
      reason: expect.stringMatching(/no end within 4096 bytes/),
    });
  });

  it.each([
    ["address of the string table", 5, 0x7fff_0000, /no loadable segment/],
    ["size of the string table", 10, 3, /string of the dynamic section has no end/],
    ["tag of the string table", 5, undefined, /names no string table/],
    ["offset of a string", 1, 0x7fff_ffff, /begins at byte/],
  ])("says what is wrong with the %s", (_, tag, value, reason) => {
    const bytes = Buffer.from(writeElf(sketchOf(ELF_MACHINES["arm"])));
    for (let at = bytes.readUInt32LE(52 + 96 + 4); at < bytes.length; at += 8) {
      if (bytes.readUInt32LE(at) !== tag) continue;
      if (value === undefined) bytes.writeUInt32LE(0x6fff_0000, at);
      else bytes.writeUInt32LE(value, at + 4);
    }
    expect(readBytes(bytes)).toEqual({ kind: "damaged", reason: expect.stringMatching(reason) });
  });

  it("never throws and never asks for bytes outside the file, whatever is in it", () => {
    const originals = Object.values(ELF_MACHINES).map((machine) => writeElf(sketchOf(machine)));
    const mutations = fc.array(fc.record({ at: fc.nat(), byte: fc.oneof(fc.constantFrom(0, 0xff, 0x7f, 0x80), fc.nat(255)) }), {
      minLength: 1,
      maxLength: 12,
    });
    fc.assert(
      fc.property(fc.constantFrom(...originals), mutations, fc.nat(), (original, changes, cut) => {
        const bytes = Uint8Array.from(original);
        for (const { at, byte } of changes) bytes[at % bytes.length] = byte;
        const read = readBytes(bytes.subarray(0, cut % 3 === 0 ? cut % bytes.length : bytes.length));
        expect(["elf", "damaged", undefined]).toContain(read?.kind);
      }),
      { numRuns: 5000 },
    );
  });
});

describe.runIf(existsSync("/usr/bin/readelf"))("readElf beside readelf", () => {
  /** What readelf prints of the same facts. */
  const byReadelf = (file: string) => {
    const text = execFileSync("readelf", ["-WhdlV", file], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"], maxBuffer: 1 << 26 });
    const all = (tag: string) => [...text.matchAll(new RegExp(`\\(${tag}\\) .*?\\[(.*)\\]`, "g"))].map(([, name]) => name);
    return {
      bits: /Class:\s+ELF(\d+)/.exec(text)?.[1],
      endian: /Data:.* (little|big) endian/.exec(text)?.[1],
      type: /Type:\s+(\w+)/.exec(text)?.[1],
      needed: all("NEEDED"),
      soname: all("SONAME")[0],
      runpath: all("RUNPATH")[0],
      rpath: all("RPATH")[0],
      interpreter: /Requesting program interpreter: (.*)\]/.exec(text)?.[1],
      bindsNow: /\((FLAGS|FLAGS_1|BIND_NOW)\)(?=.*NOW|\s+0x0$)/m.test(text),
      neededVersions: [...text.matchAll(/Version: 1 {2}File: (\S+) {2}Cnt: \d+((?:\n.*?Name: .*)*)/g)].map(([, name, versions = ""]) => {
        const namesOf = (flags: string) =>
          [...versions.matchAll(new RegExp(`Name: (\\S+) {2}Flags: ${flags}`, "g"))].map(([, each]) => each);
        return { file: name, names: namesOf("none"), weakNames: namesOf("WEAK") };
      }),
      definedVersions: /^Version definition/m.test(text) ? [...text.matchAll(/Rev: 1 .*Name: (\S+)/g)].map(([, name]) => name) : undefined,
    };
  };
  const TYPES: Readonly<Record<string, string>> = { relocatable: "REL", executable: "EXEC", shared: "DYN", core: "CORE" };
  const summary = (elf: Elf, versions: ElfVersions) => ({
    bits: String(elf.bits),
    endian: elf.endian,
    type: TYPES[elf.type],
    needed: elf.needed,
    soname: elf.soname,
    runpath: elf.runpath.length === 0 ? undefined : elf.runpath.join(":"),
    rpath: elf.rpath.length === 0 ? undefined : elf.rpath.join(":"),
    interpreter: elf.interpreter,
    bindsNow: elf.bindsNow,
    neededVersions: versions.needed,
    definedVersions: versions.defined,
  });

  const readFile = (file: string) => {
    const fd = openSync(file, "r");
    let bytesRead = 0;
    try {
      const { size } = fstatSync(fd);
      const read: ReadRange = (offset, length) => {
        const bytes = new Uint8Array(length);
        bytesRead += length;
        expect(readSync(fd, bytes, 0, length, offset)).toBe(length);
        return bytes;
      };
      const elf = readElf(read, size);
      const isLittle = bytesRead < 20_000;
      return elf?.kind === "elf" ? [{ file, elf, isLittle, versions: readElfVersions(read, size) }] : [];
    } finally {
      closeSync(fd);
    }
  };

  it("agrees on files of this machine and reads little of them", () => {
    const files = ["/usr/bin", "/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu"]
      .filter((directory) => existsSync(directory))
      .flatMap((directory) =>
        readdirSync(directory)
          .sort()
          .map((name) => join(directory, name)),
      )
      .filter((file) => lstatSync(file).isFile());
    const elves = files.flatMap(readFile);
    const step = Math.max(1, Math.floor(elves.length / 200));
    for (const { file, elf, isLittle, versions } of elves.filter((_, index) => index % step === 0)) {
      expect({ file, ...summary(elf, versions) }).toEqual({ file, ...byReadelf(file) });
      expect({ file, isLittle }).toEqual({ file, isLittle: true });
    }
  });

  it("agrees on the ELF files of manifests", () => {
    const directory = mkdtempSync(join(tmpdir(), "rootfs-elf-"));
    try {
      for (const [name, machine] of Object.entries(ELF_MACHINES)) {
        const file = join(directory, name);
        writeFileSync(file, writeElf(sketchOf(machine)));
        expect(readFile(file).map(({ elf, versions }) => summary(elf, versions))).toEqual([byReadelf(file)]);
      }
    } finally {
      rmSync(directory, { recursive: true });
    }
  });
});
